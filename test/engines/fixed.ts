import type { Header, Hop, Host, Step } from "./scenario.ts";

// Parts of the scenarios that are always the same.

export const STEP: Omit<Step, "hops"> = {
  via: "fetch",
  uploadListener: false,
  method: "GET",
  headers: [],
  credentials: "same-origin",
  mode: "cors",
  redirect: "follow",
  body: "none",
  path: "p",
};

/** A chain of redirects on which everything is allowed. @param lines what one of the hops says beside that */
export function chain(hosts: readonly [Host, ...Host[]], at = 0, lines: readonly Header[] = []): Step["hops"] {
  const hop = (host: Host, index: number): Hop => {
    const isTainted = hosts.some((one, before) => before < index && one !== "app" && hosts[before + 1] !== one);
    const headers: readonly Header[] = [
      ["Access-Control-Allow-Origin", isTainted ? "null" : "http://app.localhost:{port}"],
      ["Access-Control-Allow-Credentials", "true"],
    ];
    const isLast = index === hosts.length - 1;
    const actual = { status: isLast ? 200 : 302, headers: index === at ? [...headers, ...lines] : headers };
    return { host, preflight: { status: 204, headers }, actual, ...(isLast ? {} : { to: "next" }) };
  };
  const [first, ...rest] = hosts;
  return [hop(first, 0), ...rest.map((host, index) => hop(host, index + 1))];
}
