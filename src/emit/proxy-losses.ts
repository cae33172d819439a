import type { EmitIssue } from "./emission.ts";
import type { Shape } from "./shape.ts";

/** What proxies with one CORS filter do not do, whatever the policy is, as far as it asks for it. */
export function proxyLosses(target: string, source: string, { refuses, constant }: Shape): readonly EmitIssue[] {
  const behind = "keep the policy in the handler too: it refuses what reaches it";
  return [
    {
      code: "errors",
      path: "",
      message: `what ${target} answers without a route, or before this filter, has no headers`,
      cause: `the filter belongs to a route (${source})`,
      fix: "have a route for every path, and this filter first",
    },
    ...(constant === undefined
      ? ([
          {
            code: "enforce",
            path: "",
            message:
              "preflight requests of denied pages are answered with 200 and without Access-Control-Allow-Origin, not with 403",
            cause: `browsers stop there all the same; the filter knows no other answer (${source})`,
            fix: "nothing, where the status matters to nobody",
          },
          {
            code: "vary",
            path: "",
            message: "answers to preflight requests have no Vary",
            cause: `the filter sends them as they are (${source})`,
            fix: "nothing: no cache keeps an answer to OPTIONS (https://httpwg.org/specs/rfc9110.html#OPTIONS)",
          },
        ] as const)
      : []),
    ...(refuses.all
      ? ([
          {
            code: "enforce",
            path: "enforce",
            message: "requests of denied pages reach the handler",
            cause: `the filter sets headers and refuses nothing (${source})`,
            fix: behind,
          },
        ] as const)
      : []),
    ...(refuses.sockets
      ? ([
          {
            code: "web-sockets",
            path: "guardWebSockets",
            message: "handshakes for WebSockets of denied pages reach the handler",
            cause: `the filter sets headers and refuses nothing (${source})`,
            fix: behind,
          },
        ] as const)
      : []),
  ];
}
