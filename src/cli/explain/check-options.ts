import type { CheckOptions } from "../check/options.ts";
import type { ExplainedMessage } from "./explained.ts";

/** What a check is to ask for, to see what the message tells of. */
export function checkOptionsOf(messages: readonly ExplainedMessage[]): CheckOptions {
  const told = (name: string): string | undefined =>
    messages.map(({ values }) => values[name]).find((value) => value !== undefined);
  const detailOf = (code: string): string | undefined =>
    messages.find(({ codes }) => codes[0] === code)?.values["DETAIL"];
  const origin = told("ORIGIN");
  const method = detailOf("MethodDisallowedByPreflightResponse");
  const header = detailOf("HeaderDisallowedByPreflightResponse");
  const withCredentials = messages.some(({ codes }) => /Wildcard|Credentials$/.test(codes[0] ?? ""));
  return {
    ...(origin === undefined || !/^\w+:\/\/./.test(origin) ? {} : { origin: [origin] }),
    ...(method === undefined ? {} : { method }),
    ...(header === undefined ? {} : { header: [`${header}: 1`] }),
    ...(withCredentials ? { credentials: true } : {}),
    maxRequests: 80,
    timeout: 10_000,
  };
}
