import { describe, expect, test } from "vitest";
import { factsOf } from "../../test/support/decide.ts";
import { cors, corsByPath, replaceable } from "../index.ts";
import type { PolicyConfig } from "./config.ts";
import type { Decision } from "./decision.ts";
import { compilePolicy } from "./policy.ts";
import { resolveConfig } from "./resolve.ts";

const APP = "https://app.example.com";
const EVIL = "https://evil.example";

describe("grant tells the headers that the whole decision would", () => {
  const list = { allowOrigins: [APP, "https://*.example.org"], allowCredentials: true, exposeHeaders: ["X-A"] };
  const asked = [null, APP, EVIL, "https://a.example.org", "https://b.example.org", "null", "", "*", APP];
  test.each<[string, PolicyConfig]>([
    ["any origin", { allowOrigins: "*" }],
    ["one origin", { allowOrigins: [APP], exposeHeaders: ["X-A"] }],
    ["null", { allowOrigins: ["null"], dangerouslyAllowNullOrigin: true }],
    ["several", list],
    ["several, enforced", { ...list, enforce: true }],
    ["any, enforced", { allowOrigins: "*", enforce: true }],
    ["a gateway's", { ...list, owner: "gateway" }],
    ["a gateway's, enforced", { ...list, owner: "gateway", enforce: true }],
  ])("%s", (_, config) => {
    const { decide: decideOn, grant } = compilePolicy(resolveConfig(config));
    for (const origin of asked) {
      const { allowed, headers, status } = decideOn(factsOf({ origin })) as Decision;
      expect(grant?.(origin)).toEqual(allowed ? headers : undefined);
      if (allowed) expect(status).toBeNull();
    }
  });

  test("what serves more than one request is frozen, or shown to nobody", () => {
    const { decide: decideOn, grant } = compilePolicy(resolveConfig(list));
    const { headers } = decideOn(factsOf({ origin: APP })) as Decision;
    expect(grant?.(APP)).toBe(grant?.(APP));
    expect(grant?.(APP)).not.toBe(headers);
    const put = factsOf({ origin: APP, method: "OPTIONS", requestMethod: "PUT" });
    const [one, other] = [decideOn(put), decideOn(put)] as [Decision, Decision];
    expect(one.headers).toBe(other.headers);
    expect(Object.isFrozen(one.headers)).toBe(true);
  });

  test("pages that take turns are each granted their own", () => {
    const { grant } = compilePolicy(resolveConfig({ allowOrigins: [APP, "https://b.example"] }));
    const turns = [APP, null, "https://b.example", "https://evil.example", "https://b.example", APP, APP, null];
    const named = turns.map((origin) => grant?.(origin)?.["Access-Control-Allow-Origin"]);
    expect(named).toEqual([APP, undefined, "https://b.example", undefined, "https://b.example", APP, APP, undefined]);
    expect(grant?.("https://evil.example")).toBeUndefined();
  });

  test("there is none by whatever hangs on Object.prototype", () => {
    const prototype = Object.prototype as { grant?: unknown };
    prototype.grant = () => ({ "Access-Control-Allow-Origin": "https://evil.example" });
    try {
      const request = new Request("https://api.example.com/", { headers: { Origin: "https://evil.example" } });
      const refusing = { ...list, enforce: true };
      for (const policy of [
        cors({ ...refusing, onDecision() {} }),
        replaceable(refusing),
        corsByPath({ "/*": refusing }),
      ]) {
        expect(policy.apply(request, new Response()).status).toBe(403);
      }
    } finally {
      delete prototype.grant;
    }
  });

  test("no decision is kept from onDecision, and none is made without the resolver", () => {
    expect(compilePolicy(resolveConfig({ ...list, onDecision() {} })).grant).toBeUndefined();
    expect(compilePolicy(resolveConfig({ allowOrigins: { resolve: () => true } })).grant).toBeUndefined();
  });
});

test("a policy says whether its decisions are promises", () => {
  const isAsync = (config: PolicyConfig): boolean => compilePolicy(resolveConfig(config)).isAsync;
  expect(isAsync({ allowOrigins: [APP] })).toBe(false);
  expect(isAsync({ allowOrigins: [APP], onDecision() {} })).toBe(false);
  expect(isAsync({ allowOrigins: { resolve: () => true } })).toBe(true);
});
