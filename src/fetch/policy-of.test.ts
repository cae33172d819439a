import { describe, expect, test, vi } from "vitest";
import { APP, get, preflight } from "../../test/support/requests.ts";
import { cors, corsByPath, CorsConfigError, replaceable, type RequestFacts } from "../index.ts";
import { deciderOf, wrapperOf } from "./cors.ts";
import { wrapHandler, wrapUnlimited } from "./wrap.ts";

const config = { allowOrigins: [APP, "https://b.example"] };
const facts: RequestFacts = {
  method: "GET",
  url: "https://api.example.com/",
  origin: APP,
  requestMethod: null,
  requestHeaders: null,
};
const fail = (): never => {
  throw new Error("the handler's");
};

describe("what decides for an adapter without a Request", () => {
  test("of a config, decides as its policy does", () => {
    expect(deciderOf(config).decide(facts)).toEqual(cors(config).decide(facts));
  });
  test("knows what becomes of errors", () => {
    const onError = (): Response => new Response("mine");
    const errors = deciderOf({ ...config, onError, rethrow: true }).errorsFor(facts);
    expect([errors.onError, errors.rethrow]).toEqual([onError, true]);
  });
  test("of a policy, is the policy", () => {
    const policy = cors(config);
    expect(deciderOf(policy)).toBe(policy);
  });
  test("refuses a faulty config", () => {
    expect(() => deciderOf({ allowOrigins: [] })).toThrow(CorsConfigError);
  });
});

describe.each([
  ["wrapHandler", wrapHandler],
  ["wrapUnlimited", wrapUnlimited],
])("what wraps handlers for an adapter, by %s", (_, wrap) => {
  test("of a config, wraps as its policy does", async () => {
    const wrapped = wrapperOf(config, wrap).wrap(() => new Response("ok"));
    const response = await wrapped(get());
    expect([await response.text(), response.headers.get("access-control-allow-origin")]).toEqual(["ok", APP]);
    expect((await wrapped(preflight(APP))).status).toBe(204);
  });
  test("an adapter's options stand before the config's", async () => {
    const wrapper = wrapperOf({ ...config, onError: () => new Response("config's") }, wrap);
    expect(await (await wrapper.wrap(fail)(get())).text()).toBe("config's");
    const own = wrapper.wrap(fail, { onError: () => new Response("adapter's") });
    expect(await (await own(get())).text()).toBe("adapter's");
  });
  test("of a policy, is the policy", () => {
    const policy = cors(config);
    expect(wrapperOf(policy, wrap)).toBe(policy);
  });
});

test("a list policy never reads Access-Control-Request-Headers", () => {
  const request = preflight(APP);
  const read = vi.spyOn(request.headers, "get");
  expect(cors(config).preflight(request)?.status).toBe(204);
  expect(read.mock.calls.flat()).toContain("access-control-request-method");
  expect(read.mock.calls.flat()).not.toContain("access-control-request-headers");
});

describe("what is no policy, whatever it has of one, is a config, and a faulty one", () => {
  const takers: readonly (readonly [string, (given: never) => unknown])[] = [
    ["corsByPath", (given) => corsByPath({ "/*": given })],
    ["replaceable", replaceable],
    ["deciderOf", deciderOf],
    ["wrapperOf", (given) => wrapperOf(given, wrapHandler)],
  ];
  describe.each(takers)("%s", (_, take) => {
    test.each<[unknown]>([
      [{ decide: 1 }],
      [{ decide: cors(config).decide }],
      [{ decide() {}, errorsFor: 1 }],
      [{ wrap() {} }],
      [null],
      [undefined],
      ["*"],
      [1],
      [Symbol("a")],
      [[]],
      [Promise.resolve(cors(config))],
    ])("%o", (given) => {
      expect(() => take(given as never)).toThrow(CorsConfigError);
    });
  });
});
