// A project on Vercel with `headers` in its vercel.json, as documented:
// https://vercel.com/docs/project-configuration/vercel-json#headers, and as `convertHeaders` of `@vercel/routing-utils`
// makes routes of them, whose schema holds the limits.
import { toHandler, type ServerHandler } from "../../src/browser/transport.ts";
import type { Transport } from "../../src/browser/index.ts";

interface Definition {
  readonly source: string;
  readonly has?: readonly { readonly type: string; readonly key: string; readonly value: { readonly eq: string } }[];
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

/** @throws Error for what the schema refuses, and for what the interpreter does not know */
export function openProject(file: string, handler: ServerHandler): Transport {
  const { headers: definitions, ...unknown } = JSON.parse(file) as { readonly headers: readonly Definition[] };
  if (Object.keys(unknown).length > 0) throw new Error(`unknown properties: ${Object.keys(unknown).join(", ")}`);
  if (definitions.length > 2048) throw new Error("too many definitions");
  for (const { source, has = [], headers, ...rest } of definitions) {
    if (source !== "/(.*)" || Object.keys(rest).length > 0) throw new Error("not a known definition");
    if (headers.length === 0 || headers.length > 1024) throw new Error("no headers, or too many");
    if (headers.some(({ key, value }) => key === "" || value.length > 32_768)) throw new Error("not a header");
    if (
      has.some(({ type, key, value }) => type !== "header" || key !== "origin" || Object.keys(value).join() !== "eq")
    ) {
      throw new Error("not a known condition");
    }
  }
  const answer = toHandler(handler);
  return async (request) => {
    const response = await answer(request);
    const origin = request.headers.find(([name]) => name.toLowerCase() === "origin")?.[1];
    const own = new Map<string, string>();
    for (const { has = [], headers } of definitions) {
      if (has.every(({ value }) => value.eq === origin)) {
        for (const { key, value } of headers) own.set(key.toLowerCase(), value);
      }
    }
    const kept = response.headers.filter(([name]) => !own.has(name.toLowerCase()));
    return { ...response, headers: [...kept, ...own] };
  };
}
