import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { makeRequest } from "../../test/lambda/events.ts";
import { gateways } from "../../test/lambda/gateways.ts";
import { toRequest } from "./to-request.ts";
import { toResult } from "./to-result.ts";
import type { LambdaHttpEvent } from "./types.ts";

const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/).filter((name) => !RESERVED.has(name));
/** Names with a meaning of their own on the way. */
const RESERVED = new Set(["cookie", "host", "set-cookie", "te", "via", "connection", "upgrade", "expect", "trailer"]);
const value = fc.stringMatching(/^([!-~]([ -~]{0,20}[!-~])?)?$/);
const segment = fc.string({ unit: "grapheme", maxLength: 8 }).map((text) => encodeURIComponent(text.toWellFormed()));
/** A path as browsers send it: without dot segments. */
const path = fc.array(segment, { maxLength: 4 }).map((parts) => new URL(`https://h/${parts.join("/")}`).pathname);
/** Of an event's fields, the names that are whole numbers go first, wherever they stood: JavaScript's objects do that. */
const isIndex = (name: string): boolean => /^(0|[1-9]\d*)$/.test(name);
const query = fc
  .uniqueArray(
    fc.tuple(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }).filter((name) => !isIndex(name)),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    ),
    {
      selector: ([name]) => name.toWellFormed(),
      maxLength: 4,
    },
  )
  .map((pairs) => new URLSearchParams(pairs).toString());
const headers = fc.uniqueArray(fc.tuple(token, value), { selector: ([name]) => name, maxLength: 6 });
const body = fc.option(fc.uint8Array({ maxLength: 300 }), { nil: undefined });
const type = fc.constantFrom("text/plain", "application/json", "image/png", "application/octet-stream");

/** What a gateway that takes the type for text makes of bytes: only UTF-8 gets through. */
const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

test.each(gateways)("$name: a request comes out as it went in", async (gateway) => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "QUERY"),
      path,
      query,
      headers,
      body,
      type,
      async (method, pathname, search, fields, sent, contentType) => {
        fc.pre(sent === undefined || !/text|json/.test(contentType) || isUtf8(sent));
        const named = fields.filter(([name]) => name !== "content-type");
        const wire = makeRequest({
          method,
          path: pathname,
          query: search,
          headers: [...named, ["content-type", contentType]],
          ...(sent !== undefined && { body: sent }),
        });
        const result = toRequest(gateway.event(wire) as LambdaHttpEvent);
        expect(result.method).toBe(method);
        const url = new URL(result.url);
        expect(url.host).toBe("api.example.com");
        expect(url.pathname).toBe(pathname);
        expect([...url.searchParams]).toStrictEqual([...new URLSearchParams(search)]);
        for (const [name, one] of named) {
          if (name !== "x-forwarded-proto") expect([name, result.headers.get(name)]).toStrictEqual([name, one]);
        }
        const hasBody = method !== "GET" && method !== "HEAD";
        const received = new Uint8Array(await result.arrayBuffer());
        expect(received).toStrictEqual(new Uint8Array(hasBody ? (sent ?? []) : []));
      },
    ),
    { numRuns: 200, seed: inject("seed") },
  );
});

test.each(gateways)("$name: a response comes out as it went in", async (gateway) => {
  const event = gateway.event(makeRequest()) as LambdaHttpEvent;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 200, max: 599 }),
      headers,
      fc.array(
        value.filter((cookie) => cookie !== ""),
        { maxLength: 6 },
      ),
      body,
      type,
      async (status, fields, cookies, sent, contentType) => {
        const bodiless = [204, 205, 304].includes(status);
        const named = fields.filter(([name]) => !["content-encoding", "content-type", "content-length"].includes(name));
        const response = new Response(bodiless ? null : (sent as BodyInit | undefined), { status });
        for (const [name, one] of [...named, ["content-type", contentType] as const]) response.headers.set(name, one);
        for (const cookie of cookies) response.headers.append("set-cookie", cookie);
        const received = gateway.accept(await toResult(response, event));
        expect(received.status).toBe(status);
        expect(received.headers.toSorted()).toStrictEqual(
          [...named, ["content-type", contentType] as [string, string]].toSorted(),
        );
        expect(received.cookies.toSorted()).toStrictEqual(cookies.toSorted());
        expect(received.body).toStrictEqual(new Uint8Array(bodiless ? [] : (sent ?? [])));
      },
    ),
    { numRuns: 200, seed: inject("seed") },
  );
});
