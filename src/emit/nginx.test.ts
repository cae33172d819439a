import { expect, test } from "vitest";
import { cors, corsByPath } from "../index.ts";
import { EmitError } from "./emission.ts";
import { nginx } from "./nginx.ts";

const APP = "https://app.example.com";

test("any origin: the same for everybody, with nothing to refuse", () => {
  const { output, exact, lost } = nginx(
    { allowOrigins: "*", exposeHeaders: ["X-Request-Id"] },
    { source: "cors.json" },
  );
  expect({ exact, lost }).toEqual({ exact: true, lost: [] });
  expect(output.replace(/(_hide_header .*\n)[^]*/, "$1…\n")).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit nginx cors.json

    # Part 1 of 2, for http { }, where conf.d is included. Two policies need a prefix each.

    map $http_access_control_request_method $corskit_options {
        default preflight;
        "" actual;
    }

    map $request_method $corskit_asks {
        default actual;
        OPTIONS $corskit_options;
    }

    map $http_origin $corskit_kind {
        default $corskit_asks;
        "" actual;
    }

    map $corskit_kind $corskit_exposed {
        default "";
        actual "X-Request-Id";
    }

    map $corskit_kind $corskit_methods {
        default "";
        preflight "GET,HEAD,PUT,PATCH,POST,DELETE";
    }

    map $corskit_kind $corskit_headers {
        default "";
        preflight "Authorization,Content-Type";
    }

    map $corskit_kind $corskit_max_age {
        default "";
        preflight "600";
    }

    # For access_log, to see what is decided. It also makes two policies of one prefix an error, and not a mix of both.
    log_format corskit '$remote_addr [$time_local] "$request" $status origin="$http_origin" allowed="*"';

    # Part 2 of 2, for server { }, before any return or rewrite there.
    # A location with an add_header of its own inherits none of these: include this part there too. The same goes for
    # hide_header lines. And a server that has these inherits no add_header from http.

    if ($corskit_kind = preflight) {
        return 204;
    }
    add_header Access-Control-Allow-Origin "*" always;
    add_header Access-Control-Expose-Headers $corskit_exposed always;
    add_header Access-Control-Allow-Methods $corskit_methods always;
    add_header Access-Control-Allow-Headers $corskit_headers always;
    add_header Access-Control-Max-Age $corskit_max_age always;

    # What the handler says of CORS does not pass. Remove the lines of a module that your nginx does not have.
    proxy_hide_header Access-Control-Allow-Origin;
    …
    "
  `);
});

test("several origins with credentials, the part for http", () => {
  const config = { allowOrigins: [APP, "https://*.example.org"], allowCredentials: true, guardWebSockets: false };
  expect(nginx(config, { part: "http" }).output).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit nginx

    # Part 1 of 2, for http { }, where conf.d is included. Two policies need a prefix each.

    # The origin that asks, where the policy allows it. Without ~ a map would compare without case.
    map $http_origin $corskit_origin {
        default "";
        "~^.{513}" "";
        "~^https://app\\.example\\.com$" $http_origin;
        "~^https://(?:[a-z0-9_-]+\\.)+example\\.org$" $http_origin;
    }

    map $http_access_control_request_method $corskit_options {
        default preflight;
        "" actual;
    }

    map $request_method $corskit_asks {
        default actual;
        OPTIONS $corskit_options;
    }

    # What an allowed page asks; empty for everybody else.
    map $corskit_origin $corskit_kind {
        default $corskit_asks;
        "" "";
    }

    # The origin that asks, where the policy denies it.
    map $corskit_origin $corskit_denied {
        default "";
        "" $http_origin;
    }

    map $corskit_asks $corskit_refusal {
        default "";
        preflight 1;
    }

    # Whether the answer is 403.
    map $corskit_denied $corskit_refused {
        default $corskit_refusal;
        "" "";
    }

    map $corskit_kind $corskit_credentials {
        default true;
        "" "";
    }

    map $corskit_kind $corskit_methods {
        default "";
        preflight "GET,HEAD,PUT,PATCH,POST,DELETE";
    }

    map $corskit_kind $corskit_headers {
        default "";
        preflight "Authorization,Content-Type";
    }

    map $corskit_kind $corskit_max_age {
        default "";
        preflight "600";
    }

    map $corskit_refused $corskit_nosniff {
        default nosniff;
        "" "";
    }

    map $corskit_refused $corskit_no_store {
        default no-store;
        "" "";
    }

    # Vary: Origin, unless the handler behind says so itself.
    map $upstream_http_vary $corskit_vary {
        default Origin;
        "~*(^|[ ,])(origin|\\*)([ ,]|$)" "";
    }

    # For access_log, to see what is decided. It also makes two policies of one prefix an error, and not a mix of both.
    log_format corskit '$remote_addr [$time_local] "$request" $status origin="$http_origin" allowed="$corskit_origin"';
    "
  `);
});

test("what is refused without looking: the part for server", () => {
  const { output } = nginx({ allowOrigins: [APP], enforce: true }, { part: "server", prefix: "api" });
  expect(output.replace(/(_hide_header .*\n)[^]*/, "$1…\n")).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit nginx

    # Part 2 of 2, for server { }, before any return or rewrite there.
    # A location with an add_header of its own inherits none of these: include this part there too. The same goes for
    # hide_header lines. And a server that has these inherits no add_header from http.

    if ($api_kind = preflight) {
        return 204;
    }
    if ($api_refused) {
        return 403 "CORS: this origin is not allowed here. See allowOrigins.\\n";
    }
    add_header Access-Control-Allow-Origin $api_origin always;
    add_header Access-Control-Allow-Methods $api_methods always;
    add_header Access-Control-Allow-Headers $api_headers always;
    add_header Access-Control-Max-Age $api_max_age always;
    add_header Vary $api_vary always;
    add_header X-Content-Type-Options $api_nosniff always;
    add_header Cache-Control $api_no_store always;

    # What the handler says of CORS does not pass. Remove the lines of a module that your nginx does not have.
    proxy_hide_header Access-Control-Allow-Origin;
    …
    "
  `);
});

test("the parts are the whole", () => {
  const [both, http, server] = (["both", "http", "server"] as const).map((part) =>
    nginx({ allowOrigins: [APP] }, { part }).output.split("\n"),
  );
  expect(both?.slice(2)).toEqual([...(http ?? []).slice(2, -1), ...(server ?? []).slice(2)]);
});

test("a policy in the handler that leaves the headers to nginx is the same policy here", () => {
  const config = { allowOrigins: [APP, "https://b.example"], allowCredentials: true };
  const told: unknown[] = [];
  const policy = cors({ ...config, owner: "gateway", onDecision: (decision) => told.push(decision) });
  expect(nginx(policy)).toEqual(nginx(config));
  expect(told).toEqual([]);
});

test("names that nginx has no words for are left out, and named", () => {
  const { output, exact, lost } = nginx({
    allowOrigins: [APP],
    allowMethods: ["PUT", "chicken", "M-SEARCH"],
    allowHeaders: ["X-$a", "X-A"],
    exposeHeaders: ["$"],
  });
  expect(exact).toBe(false);
  expect(lost.map(({ code, path }) => [code, path])).toEqual([
    ["methods", "allowMethods[1]"],
    ["headers", "allowHeaders[0]"],
    ["exposed-headers", "exposeHeaders[0]"],
  ]);
  expect(output).toContain('preflight "PUT,M-SEARCH";');
  expect(output).toContain('preflight "X-A";');
  expect(output).not.toContain("Expose-Headers $");
});

function issuesOf(emit: () => unknown): readonly (readonly string[])[] {
  try {
    emit();
  } catch (error) {
    if (error instanceof EmitError) return error.issues.map(({ code, path }) => [code, path]);
    throw error;
  }
  return [];
}

test.each([
  {
    what: "a resolver",
    emit: () => nginx({ allowOrigins: { resolve: () => true } }),
    issues: [["resolver", "allowOrigins.resolve"]],
  },
  { what: "paths", emit: () => nginx(corsByPath({ "/*": { allowOrigins: "*" } })), issues: [["paths", ""]] },
  {
    what: "lists that are no word of nginx, and a prefix that is none",
    emit: () => {
      const names = (letter: string): readonly string[] => ["A", "B"].map((other) => `${letter}-${other.repeat(2500)}`);
      const config = {
        allowOrigins: [APP],
        allowMethods: names("M"),
        allowHeaders: names("H"),
        exposeHeaders: names("E"),
      };
      return nginx(config, { prefix: "cors-a" });
    },
    issues: [
      ["option", "prefix"],
      ["limit", "allowMethods"],
      ["limit", "allowHeaders"],
      ["limit", "exposeHeaders"],
    ],
  },
  {
    what: "a part that is none, as JavaScript may have it",
    emit: () => nginx({ allowOrigins: "*" }, JSON.parse('{"part":"location"}')),
    issues: [["option", "part"]],
  },
  {
    what: "a prefix that is no text, as JavaScript may have it",
    emit: () => nginx({ allowOrigins: "*" }, JSON.parse('{"prefix":null}')),
    issues: [["option", "prefix"]],
  },
  {
    what: "a prefix that is too long",
    emit: () => nginx({ allowOrigins: "*" }, { prefix: "a".repeat(25) }),
    issues: [["option", "prefix"]],
  },
])("refused: $what", ({ emit, issues }) => {
  expect(issuesOf(emit)).toEqual(issues);
});
