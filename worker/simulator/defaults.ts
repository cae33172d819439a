import type { Answer, Hop, PageSide, PolicyServer, RawServer, SharedCache } from "./scenario.ts";

// What a link leaves out, and what an example builds on: a page that asks for something in the plainest way.

export const DEFAULT_PAGE: PageSide = {
  origin: "https://app.example.com",
  url: "https://api.example.com/rides",
  initiator: "fetch",
  method: "GET",
  headers: [],
  body: { kind: "none", text: "" },
  credentials: "same-origin",
  mode: "cors",
  redirect: "follow",
  uploadListener: false,
  cookie: "",
  again: [],
  localNetworkAccess: "denied",
};

export const NO_CACHE: SharedCache = { kind: "none", firstOrigin: "" };

/** What a server that knows nothing of CORS answers. */
export const PLAIN_ANSWER: Answer = { status: 200, headers: [] };

export const PLAIN_HOP: Hop = { preflight: PLAIN_ANSWER, actual: PLAIN_ANSWER };

export const DEFAULT_RAW: RawServer = { kind: "raw", hops: [PLAIN_HOP], cache: NO_CACHE };

export const DEFAULT_POLICY: PolicyServer = {
  kind: "policy",
  config: '{\n  allowOrigins: ["https://app.example.com"],\n}',
  outcome: "200",
  cache: NO_CACHE,
};
