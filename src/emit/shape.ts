import { cors } from "../fetch/cors.ts";
import type { Decision, RequestFacts } from "../policy/decision.ts";
import type { HeaderRecord } from "../policy/headers.ts";
import { fillIn } from "../policy/origin.ts";
import type { ListedPolicy } from "./read-policy.ts";

/** What a policy answers, by kind of request: its own decisions, to be written down as conditions and values. */
export interface Shape {
  /** The one Access-Control-Allow-Origin for everybody; undefined where it depends on the request. */
  readonly constant: string | undefined;
  /** The headers of what an allowed page asks. Where the policy is dynamic, its Access-Control-Allow-Origin is an example. */
  readonly actual: HeaderRecord;
  readonly preflight: HeaderRecord;
  /** Whether a preflight response lists what was asked for too: `"*"` with credentials. */
  readonly echoes: { readonly methods: boolean; readonly headers: boolean };
  /** Which requests of denied pages are answered with 403: all, or some kinds. */
  readonly refuses: { readonly preflights: boolean; readonly sockets: boolean; readonly all: boolean };
  readonly refusesSome: boolean;
}

/** Reads the decisions of a policy whose headers this target sets, whatever `owner` says to the handler. */
export function shapeOf(config: ListedPolicy): Shape {
  const { decide } = cors({ ...config, owner: "kit", onDecision: undefined });
  const ask = (facts: Partial<RequestFacts>): Decision =>
    decide({
      method: "GET",
      url: "https://api.invalid/",
      origin: null,
      requestMethod: null,
      requestHeaders: null,
      ...facts,
    });
  // What was asked is empty, so that the lists have what the policy names and nothing else.
  const asked = { method: "OPTIONS", requestMethod: "" };
  const origin = config.allowOrigins === "*" ? "https://app.invalid" : fillIn(config.allowOrigins[0] ?? "");
  const preflight = ask({ ...asked, origin }).headers;
  const vary = preflight["Vary"] ?? "";
  // No pattern covers it: it is no origin. Where any origin is allowed, so is this.
  const denied = "denied";
  const isRefused = (facts: Partial<RequestFacts>): boolean => ask({ ...facts, origin: denied }).status === 403;
  const all = isRefused({});
  const refuses = {
    preflights: !all && isRefused(asked),
    sockets: !all && isRefused({ upgrade: "websocket" }),
    all,
  };
  return {
    constant: ask({}).headers["Access-Control-Allow-Origin"],
    actual: ask({ origin }).headers,
    preflight,
    echoes: {
      methods: vary.includes("Access-Control-Request-Method"),
      headers: vary.includes("Access-Control-Request-Headers"),
    },
    refuses,
    refusesSome: refuses.preflights || refuses.sockets || refuses.all,
  };
}
