import { expect, test } from "vitest";
import { envoy } from "./envoy.ts";

const APP = "https://app.example.com";

test("several origins with credentials", () => {
  const config = {
    allowOrigins: [APP, "https://*.example.org", "http://localhost:*"],
    dangerouslyAllowInsecureOrigins: true,
  };
  const { output, lost } = envoy({ ...config, allowCredentials: true }, { source: "cors.json" });
  expect(lost.map(({ code, path }) => [code, path])).toEqual([
    ["errors", ""],
    ["web-sockets", "guardWebSockets"],
  ]);
  expect(output).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit envoy cors.json
    #
    # Unverified on Envoy: made by its documentation and source. It goes into a virtual host; the filter
    # envoy.filters.http.cors has to stand in http_filters, before the others. Routes without a cors policy of their own
    # take this one. An Envoy that does not know forward_not_matching_preflights yet is too old: take the line out there,
    # and preflight requests of denied pages reach the handler.

    typed_per_filter_config:
      envoy.filters.http.cors:
        "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy
        allow_origin_string_match:
          - exact: https://app.example.com
          - safe_regex:
              regex: ^https://(?:[a-z0-9_-]+\\.)+example\\.org$
          - safe_regex:
              regex: ^http://localhost(?::[0-9]+)?$
        allow_methods: GET,HEAD,PUT,PATCH,POST,DELETE
        allow_headers: Authorization,Content-Type
        max_age: "600"
        allow_credentials: true
        forward_not_matching_preflights: false
    response_headers_to_remove:
      - access-control-allow-origin
      - access-control-allow-credentials
      - access-control-allow-methods
      - access-control-allow-headers
      - access-control-allow-private-network
      - access-control-expose-headers
      - access-control-max-age
    response_headers_to_add:
      - header:
          key: Vary
          value: Origin
        append_action: APPEND_IF_EXISTS_OR_ADD
    "
  `);
});

test("* of headers does not become an echo, which has Authorization in it", () => {
  expect(envoy({ allowOrigins: "*", allowHeaders: ["*"] }).output).toContain('allow_headers: "*,Content-Type"');
  expect(envoy({ allowOrigins: "*", allowHeaders: ["*", "Authorization"] }).output).toContain('"*,Authorization"');
  const { output, lost } = envoy({ allowOrigins: [APP], allowHeaders: ["*", "X-A"], allowCredentials: true });
  expect(output).toContain("allow_headers: X-A");
  expect(lost[0]).toMatchObject({ code: "headers", path: "allowHeaders" });
});

test("an expression that Envoy takes for too much is left out; where nothing is left, all is refused", () => {
  const long = `https://*.${"a-long-name.".repeat(8)}example.com`;
  const { output, lost } = envoy({ allowOrigins: [long, APP], enforce: true });
  expect(output).not.toContain("long-name");
  expect(lost.map(({ code, path }) => [code, path])).toEqual([
    ["limit", "allowOrigins[0]"],
    ["errors", ""],
    ["enforce", "enforce"],
  ]);
  expect(() => envoy({ allowOrigins: [long] })).toThrow("(limit)");
  expect(() => envoy({ allowOrigins: { resolve: () => true } })).toThrow("(resolver)");
});
