import { expect, test } from "vitest";
import { cors, corsByPath } from "../index.ts";
import { policyTable } from "./index.ts";

const api = cors({ allowOrigins: ["https://*.example.com"], allowCredentials: true });
const paths = corsByPath({ "/public/*": { allowOrigins: "*" }, "/*": api });
const PAGES = ["https://app.example.com", "https://example.com", "https://evil.example", "null"];

test("who may read what", async () => {
  const handler = paths.wrap(({ url }) => new Response(null, { status: url.endsWith("404") ? 404 : 200 }));
  const table = await policyTable(handler, PAGES, [
    { url: "https://api.example.com/public/a" },
    { url: "https://api.example.com/rides", credentials: "include" },
    { url: "https://api.example.com/rides", method: "PUT", headers: { "X-A": "1" }, name: "PUT with X-A" },
    { url: "https://api.example.com/404", mode: "no-cors", name: "no-cors" },
    { url: "https://api.example.com/404", name: "not found" },
  ]);
  expect(`\n${table}\n`).toMatchInlineSnapshot(`
    "
    | page                    | GET https://api.example.com/public/a | GET https://api.example.com/rides, credentials | PUT with X-A                        | no-cors | not found                |
    | ----------------------- | ------------------------------------ | ---------------------------------------------- | ----------------------------------- | ------- | ------------------------ |
    | https://app.example.com | reads 200                            | reads 200                                      | HeaderDisallowedByPreflightResponse | opaque  | reads 404                |
    | https://example.com     | reads 200                            | MissingAllowOriginHeader                       | PreflightMissingAllowOriginHeader   | opaque  | MissingAllowOriginHeader |
    | https://evil.example    | reads 200                            | MissingAllowOriginHeader                       | PreflightMissingAllowOriginHeader   | opaque  | MissingAllowOriginHeader |
    | null                    | reads 200                            | MissingAllowOriginHeader                       | PreflightMissingAllowOriginHeader   | opaque  | MissingAllowOriginHeader |
    "
  `);
});

test("headings tell what matters to CORS", async () => {
  const [heading] = (
    await policyTable(
      api,
      [],
      [
        { url: "https://a.example/x", method: "PUT", headers: new Headers({ "X-A": "1", "X-B": "2" }) },
        { url: "https://a.example/a|b", credentials: "include", engine: "firefox", mode: "same-origin" },
      ],
    )
  ).split("\n");
  expect(heading).toBe(
    "| page | PUT https://a.example/x, x-a, x-b | GET https://a.example/a\\|b, credentials, same-origin, firefox |",
  );
});

test("each cell is a fresh page: no preflight is spared", async () => {
  const methods: string[] = [];
  const handler = api.wrap(({ method }) => new Response(method));
  const counted = (request: Request): Response | Promise<Response> => {
    methods.push(request.method);
    return handler(request);
  };
  const put = { url: "https://api.example.com/", method: "PUT" };
  await policyTable(counted, ["https://a.example.com", "https://a.example.com"], [put, put]);
  expect(methods).toEqual(Array.from({ length: 4 }, () => ["OPTIONS", "PUT"]).flat());
});

test("a handler that throws shows", async () => {
  const throws = (): Response => {
    throw new Error("no");
  };
  const table = await policyTable(throws, ["https://a.example"], [{ url: "https://b.example/", name: "all" }]);
  expect(table).toContain("MissingAllowOriginHeader (the handler threw)");
});
