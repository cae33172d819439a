import { expect, test } from "vitest";
import { losses, refusals } from "../../test/emit/emitted.ts";
import { headersFile } from "./headers-file.ts";
import { netlify } from "./netlify.ts";

const APP = "https://app.example.com";

test("Workers and Pages", () => {
  const config = { allowOrigins: [APP], allowCredentials: true, exposeHeaders: ["X-Id", "ETag"] };
  expect(headersFile(config, { source: "cors.config.ts" }).output).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit headers-file cors.config.ts
    #
    # Goes into _headers in the directory of the assets. A file has at most 100 rules, and one rule for each path:
    # a second one for /* would replace this one. Rules for other paths must not set these headers: values are joined.
    # Preflight requests are answered with 405: pages can GET and HEAD, without headers that need permission.

    /*
      Access-Control-Allow-Origin: https://app.example.com
      Access-Control-Allow-Credentials: true
      Access-Control-Expose-Headers: X-Id,ETag
    "
  `);
});

test("Netlify", () => {
  expect(netlify({ allowOrigins: "*", maxAge: 60 }, { source: "cors.config.ts" }).output).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit netlify cors.config.ts
    #
    # Goes into _headers in the publish directory. It holds for files alone, not for functions or proxied paths.
    # Set none of these headers for the same path elsewhere, in netlify.toml either: values would be joined.
    # Unverified on Netlify.

    /*
      Access-Control-Allow-Origin: *
      Access-Control-Allow-Methods: GET,HEAD,PUT,PATCH,POST,DELETE
      Access-Control-Allow-Headers: Authorization,Content-Type
      Access-Control-Max-Age: 60
    "
  `);
});

const several = { allowOrigins: [APP, "https://*.example.com"] };
const any = { allowOrigins: [APP], allowCredentials: true, allowMethods: ["*"], allowHeaders: ["*"], enforce: true };

test.each([headersFile, netlify])("%o refuses what fixed values cannot say, and names what is lost", (emit) => {
  expect(refusals(() => emit(several))).toEqual(["origins allowOrigins"]);
  expect(refusals(() => emit({ allowOrigins: ["http://localhost:*"] }))).toEqual(["origins allowOrigins"]);
  const always = emit === netlify ? ["preflight", "errors"] : ["preflight"];
  expect(losses(emit({ allowOrigins: "*" }))).toEqual(always);
  expect(losses(emit(any))).toEqual([
    ...always,
    "methods allowMethods[0]",
    "headers allowHeaders[0]",
    "enforce enforce",
  ]);
  expect(emit(any).exact).toBe(false);
  expect(emit(any).output).not.toContain("Allow-Methods");
});

test("a line has at most 2000 characters, its indentation and name among them", () => {
  const exposing = (length: number) => ({ allowOrigins: "*", exposeHeaders: ["x".repeat(length)] }) as const;
  const most = 2000 - "  Access-Control-Expose-Headers: ".length;
  expect(refusals(() => headersFile(exposing(most)))).toEqual([]);
  expect(refusals(() => headersFile(exposing(most + 1)))).toEqual(["limit exposeHeaders"]);
});
