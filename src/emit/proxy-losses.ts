import type { EmitIssue } from "./emission.ts";
import type { Shape } from "./shape.ts";

/** What proxies with one CORS filter do not do, whatever the policy is, as far as it asks for it. */
export function proxyLosses(target: string, source: string, { refuses }: Shape): readonly EmitIssue[] {
  const behind = "keep the policy in the handler too: it refuses what reaches it";
  return [
    {
      code: "errors",
      path: "",
      message: `what ${target} answers without a route, or before this filter, has no headers`,
      cause: `the filter belongs to a route (${source})`,
      fix: "have a route for every path, and this filter first",
    },
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
