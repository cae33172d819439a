import { expect, test } from "vitest";
import { headerValues } from "./header-values.ts";
import { readPolicy } from "./read-policy.ts";

const ORIGIN = "https://app.example.com";

test.each([
  [{}, {}, { methods: "GET,HEAD,PUT,PATCH,POST,DELETE", headers: "Authorization,Content-Type", age: "600" }],
  [
    { owner: "gateway", enforce: true },
    {},
    { methods: "GET,HEAD,PUT,PATCH,POST,DELETE", headers: "Authorization,Content-Type", age: "600" },
  ],
  [{ allowMethods: [], allowHeaders: [], maxAge: 0 }, {}, { age: "0" }],
  [{ allowMethods: ["*"], allowHeaders: ["*", "X-A"] }, {}, { methods: "*", headers: "*", age: "600" }],
  [
    { allowMethods: ["*"], allowHeaders: ["*", "X-A"], allowCredentials: true },
    { credentials: "true" },
    { headers: "X-A", age: "600" },
  ],
  [
    { exposeHeaders: ["X-A", "X-B"] },
    { exposed: "X-A,X-B" },
    { methods: "GET,HEAD,PUT,PATCH,POST,DELETE", headers: "Authorization,Content-Type", age: "600" },
  ],
] as const)(
  "%j are the policy's own values, whoever owns them",
  (
    config,
    { credentials, exposed }: { credentials?: string; exposed?: string },
    { methods, headers, age }: { methods?: string; headers?: string; age: string },
  ) => {
    const { actual, preflight } = headerValues(readPolicy({ allowOrigins: [ORIGIN], ...config }, "a target"), ORIGIN);
    expect(actual).toEqual({
      "Access-Control-Allow-Origin": ORIGIN,
      ...(credentials !== undefined && { "Access-Control-Allow-Credentials": credentials }),
      ...(exposed !== undefined && { "Access-Control-Expose-Headers": exposed }),
    });
    expect(preflight).toEqual({
      ...(methods !== undefined && { "Access-Control-Allow-Methods": methods }),
      ...(headers !== undefined && { "Access-Control-Allow-Headers": headers }),
      "Access-Control-Max-Age": age,
    });
  },
);
