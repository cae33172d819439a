import { describe, expect, test } from "vitest";
import { evidenceOf, type Asked, type TestServer } from "../../../../test/support/evidence.ts";
import { byHand, PAGE, plain } from "../../../../test/support/server-by-hand.ts";
import type { Finding } from "../../finding.ts";
import { findingsOf } from "./index.ts";

const PUT: Asked = { method: "PUT", headers: [["Content-Type", "application/json"]], body: "{}" };
const ORIGIN = "Access-Control-Allow-Origin";

async function first(server: TestServer, asked: Asked = {}): Promise<Finding | undefined> {
  return findingsOf(await evidenceOf(server, asked))[0];
}

describe("which fault of TLS it is", () => {
  test.each([
    ["CERT_HAS_EXPIRED", /expired/],
    ["CERT_NOT_YET_VALID", /not valid yet/],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", /self-signed/],
    ["SELF_SIGNED_CERT_IN_CHAIN", /self-signed/],
    ["ERR_TLS_CERT_ALTNAME_INVALID", /for other names/],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", /chain .* is incomplete/],
    ["CERT_REVOKED", /revoked/],
    ["ERR_SSL_WRONG_VERSION_NUMBER", /does not speak TLS/],
    ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", /no version or cipher/],
    ["ERR_SSL_SOMETHING_ELSE", /handshake failed/],
  ])("%s", async (code, message) => {
    const found = await first(() => ({ kind: "tls", code, message: code }));
    expect(found?.message).toMatch(message);
    expect(found?.message).toContain(`(${code}); this is not CORS`);
  });
});

describe("where a redirect leads", () => {
  test.each([
    ["http://api.example.net/users", "https://api.example.net/users", /plain http on to https/],
    ["https://api.example.net/users", "/users/", /with a slash at its end/],
    ["https://api.example.net/users/", "/users", /without a slash at its end/],
    ["https://api.example.net/users", "/account/login?next=/users", /page to sign in/],
    ["https://api.example.net/users", "https://sso.example.net/", /page to sign in/],
    ["https://api.example.net/users", "https://www.example.net/users", /another host, www\.example\.net/],
    ["https://api.example.net/users", "/v2/users", /leads to \/v2\/users/],
    ["https://api.example.net/users", "https://[", /is no URL/],
  ])("%s to %s", async (url, location, cause) => {
    const origins = [url.startsWith("https:") ? PAGE : PAGE.replace("https:", "http:")];
    const server = byHand({ allow: () => true, preflight: plain(307, { Location: location }) });
    const found = await first(server, { ...PUT, url, origins, passive: true });
    expect(found?.code).toBe("preflight-redirected");
    expect(found?.cause).toMatch(cause);
  });
  test("a snippet fetches the final URL, but never from another host", async () => {
    const to = (location: string): TestServer => byHand({ preflight: plain(308, { Location: location }) });
    expect((await first(to("/users/"), PUT))?.snippet).toBe('await fetch("https://api.example.net/users/");\n');
    expect((await first(to("https://evil.example/"), PUT))?.snippet).toBeUndefined();
    expect((await first(to("https://a:b@api.example.net/"), PUT))?.snippet).toBeUndefined();
  });
});

test("browsers that differ are told, with the fault", async () => {
  const server: TestServer = () => ({
    status: 200,
    headers: [
      [ORIGIN, PAGE],
      ["access-control-allow-origin", ""],
      ["Access-Control-Allow-Headers", "Authorization, Content-Type"],
      ["Access-Control-Max-Age", "600"],
    ],
  });
  const found = findingsOf(await evidenceOf(server));
  expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
    "error headers-doubled",
    "info engines-differ",
  ]);
  expect(found[1]?.message).toMatch(/^Chrome and Safari block what Firefox reads/);
});

test("who asks a preflight request for credentials is proven by giving them", async () => {
  const token: Asked = { headers: [["Authorization", "Bearer 1"]] };
  const behind = byHand({
    preflight: (sent, { headers }) =>
      new Response(null, { status: headers.has("authorization") ? 204 : 401, headers: sent }),
  });
  const found = await first(behind, token);
  expect(found?.code).toBe("preflight-needs-authentication");
  expect(found?.cause).toMatch(/With the page's Authorization the same request is answered with 204\.$/);
  expect(found?.evidence).toContain("< 204");
  expect((await first(byHand({ preflight: plain(401) }), token))?.cause).toMatch(/before the CORS layer\.$/);
});

test("what no page can send is told as such", async () => {
  expect((await first(byHand(), { method: "TRACE" }))?.code).toBe("request-invalid");
});

test("evidence is the lines that decide, and no values of cookies", async () => {
  const server = byHand({ more: { "Set-Cookie": "session=secret; SameSite=Lax", "X-Other": "1" } });
  const found = await first(server, { credentials: "include" });
  expect(found?.evidence).toEqual([
    "> GET https://api.example.net/users",
    `> Origin: ${PAGE}`,
    "< 200",
    "< access-control-allow-credentials: true",
    `< access-control-allow-origin: ${PAGE}`,
    "< set-cookie: session=…; SameSite=Lax",
    "< vary: Origin",
  ]);
  expect(found?.curl).toBe("curl -X GET https://api.example.net/users");
});

test("all that is missing is named, and several origins in one finding", async () => {
  const headers = [
    ["X-B", "1"],
    ["X-A", "1"],
  ] as const;
  const asked = { ...PUT, headers, origins: ["https://b.example", "https://c.example"] };
  expect((await first(byHand(), { ...PUT, headers }))?.message).toMatch(/does not list x-a, x-b/);
  expect((await first(byHand(), asked))?.message).toMatch(
    /https:\/\/b\.example .*; the same for https:\/\/c\.example$/,
  );
});
