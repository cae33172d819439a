import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { nginx } from "../../src/emit/nginx.ts";
import { startOrSkip } from "../support/start-or-skip.ts";
import { runNginx } from "../zoo/nginx.ts";
import { serveHosted, testHosted } from "./hosted.ts";
import { corsOf, hostedPolicies, type Hosted } from "./judge.ts";

const seed = inject("seed");
const policies = hostedPolicies(seed, 300);

/** A server as people have one: the policy is included, the rest is theirs. */
function serverOf({ config, host }: Hosted, i: number, folder: string): string {
  const options = { prefix: `p${i}` };
  return `
${nginx(config, { ...options, part: "http" }).output}
server {
  listen unix:${folder}/front; server_name ${host};
${nginx(config, { ...options, part: "server" }).output}
  location / { proxy_pass http://unix:${folder}/upstream:; }
  location /hang { proxy_pass http://unix:${folder}/upstream:; proxy_read_timeout 20ms; }
  location /down { proxy_pass http://unix:${folder}/nobody:; }
}`;
}

const APP = "https://app.example.com";
const OWN = { allowOrigins: [APP, "https://*.example.org"], allowCredentials: true, exposeHeaders: ["X-Read"] };

/** As much as is not refused, under as long a name. */
const LARGE = { allowOrigins: [APP], allowHeaders: [`X-${"a".repeat(3995)}`, "*"], allowCredentials: true };

/** What nginx answers itself, and what stands in the way of headers. */
function ownServer(folder: string): string {
  return `
${nginx(OWN, { prefix: "own", part: "http" }).output}
${nginx(LARGE, { prefix: "l".repeat(24), part: "http" }).output}
server {
  listen unix:${folder}/front; server_name own.test; root ${folder}; error_page 502 /502.html;
  include ${folder}/cors.conf;
  location / { proxy_pass http://unix:${folder}/upstream:; }
  location = /auth { auth_basic "x"; auth_basic_user_file ${folder}/none; }
  location = /deny { deny all; }
  location = /moved { return 301 /200; }
  location = /limited { limit_except GET { deny all; } proxy_pass http://unix:${folder}/upstream:/200; }
  location = /none.txt { }
  location = /down { proxy_pass http://unix:${folder}/nobody:; }
  location = /502.html { return 200 sorry; }
  location = /200 { add_header X-More 1 always; include ${folder}/cors.conf; proxy_pass http://unix:${folder}/upstream:; }
}`;
}

const server = await startOrSkip("nginx", () =>
  serveHosted(async (folder) => {
    await writeFile(join(folder, "cors.conf"), nginx(OWN, { prefix: "own", part: "server" }).output);
    const room = "variables_hash_max_size 65536; server_names_hash_max_size 4096;";
    const servers = policies.map((hosted, i) => serverOf(hosted, i, folder));
    return runNginx(folder, [room, ...servers, ownServer(folder)].join("\n"));
  }),
);
afterAll(() => server?.close());

testHosted("nginx", server, policies, nginx, seed);

const READABLE = {
  "access-control-allow-origin": [APP],
  "access-control-allow-credentials": ["true"],
  "access-control-expose-headers": ["X-Read"],
};

test.skipIf(server === undefined).each([
  { what: "no credentials", path: "/auth", status: 401 },
  { what: "an address that is denied", path: "/deny", status: 403 },
  { what: "a redirect", path: "/moved", status: 301 },
  { what: "a method that is denied", path: "/limited", method: "POST", status: 403 },
  { what: "no such file", path: "/none.txt", status: 404 },
  { what: "a page in the place of 502", path: "/down", status: 502 },
  { what: "cookies that are too long", path: "/200", more: ["Cookie", "x".repeat(9000)] as const, status: 400 },
  { what: "a location with a header of its own, that includes the policy", path: "/200", status: 200 },
])("nginx's own answers have the headers: $what", async ({ path, method = "GET", more, status }) => {
  const headers = [["Origin", APP] as const, ...(more === undefined ? [] : [more])];
  const response = await server!.send({ method, url: `http://own.test${path}`, headers });
  expect(response.status).toBe(status);
  const vary = path === "/200" && status === 200 ? ["Accept-Encoding", "Origin"] : ["Origin"];
  expect(corsOf(response)).toEqual({ ...READABLE, vary });
});

test.skipIf(server === undefined)("a preflight request needs no credentials in nginx", async () => {
  const headers = [["Origin", APP] as const, ["Access-Control-Request-Method", "PUT"] as const];
  const { status } = await server!.send({ method: "OPTIONS", url: "http://own.test/auth", headers });
  expect(status).toBe(204);
});

test.skipIf(server === undefined).each(["Origin", "Accept, origin", "*"])(
  "nginx leaves the handler's Vary: %s as it is",
  async (vary) => {
    const url = `http://own.test/404?vary=${encodeURIComponent(vary)}`;
    expect(corsOf(await server!.send({ method: "GET", url, headers: [] }))).toEqual({ vary: [vary] });
  },
);

test.skipIf(server === undefined)(
  "nginx starts as it comes with two policies, and not with two of one prefix",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "corskit-emit-"));
    const http = nginx(OWN, { part: "http" }).output;
    await (await runNginx(folder, http + nginx(LARGE, { prefix: "l".repeat(24), part: "http" }).output)).close();
    await expect(runNginx(folder, http + http)).rejects.toThrow('duplicate "log_format" name "corskit"');
    await rm(folder, { recursive: true });
  },
);
