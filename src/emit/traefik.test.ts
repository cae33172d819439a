import { expect, test } from "vitest";
import { traefik } from "./traefik.ts";

const APP = "https://app.example.com";

test("several origins with credentials", () => {
  const config = { allowOrigins: ["null", APP, "https://*.example.org"], dangerouslyAllowNullOrigin: true };
  const { output, lost } = traefik(config, { source: "cors.json" });
  expect(lost.map(({ code, path }) => [code, path])).toEqual([
    ["errors", ""],
    ["web-sockets", "guardWebSockets"],
  ]);
  expect(output).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit traefik cors.json
    #
    # Unverified on Traefik: made by its documentation and source. A file of the dynamic configuration; name the
    # middleware first in the routers that it is for: middlewares: [cors@file].

    http:
      middlewares:
        cors:
          headers:
            accessControlAllowOriginList:
              - "null"
              - https://app.example.com
            accessControlAllowOriginListRegex:
              - ^https://(?:[a-z0-9_-]+\\.)+example\\.org$
            accessControlAllowMethods:
              - GET
              - HEAD
              - PUT
              - PATCH
              - POST
              - DELETE
            accessControlAllowHeaders:
              - Authorization
              - Content-Type
            accessControlAllowCredentials: false
            accessControlMaxAge: 600
            addVaryHeader: true
            customResponseHeaders:
              Access-Control-Allow-Origin: ""
              Access-Control-Allow-Credentials: ""
              Access-Control-Allow-Methods: ""
              Access-Control-Allow-Headers: ""
              Access-Control-Allow-Private-Network: ""
              Access-Control-Expose-Headers: ""
              Access-Control-Max-Age: ""
    "
  `);
});

test("any origin needs no Vary; * with credentials is left out, and named", () => {
  expect(traefik({ allowOrigins: "*", allowMethods: ["*"] }).output).toContain("addVaryHeader: false");
  const config = { allowOrigins: [APP], allowMethods: ["*"], allowHeaders: ["*", "X-A"], allowCredentials: true };
  const { output, lost } = traefik(config);
  expect(output).toContain("accessControlAllowHeaders:\n          - X-A\n");
  expect(output).not.toContain("accessControlAllowMethods");
  expect(lost.slice(0, 2).map(({ code }) => code)).toEqual(["methods", "headers"]);
});

test("what is refused", () => {
  expect(() => traefik({ allowOrigins: { resolve: () => true } })).toThrow("(resolver)");
});
