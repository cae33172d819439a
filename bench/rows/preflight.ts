import * as apps from "../contenders/apps.ts";
import { preflightRequest, PREFLIGHT_HEADERS } from "../contenders/asked.ts";
import { preflight as byHand } from "../contenders/by-hand.ts";
import type { Aim, Contender, TimedRow } from "../harness/row.ts";

const request = preflightRequest();
const answers = { status: 204, headers: PREFLIGHT_HEADERS };
const wrapped = apps.policy.wrap(apps.handler);

export const fetchContenders: readonly Contender[] = [
  { name: "by hand", run: () => byHand(request), answers },
  { name: "corskit preflight", run: () => apps.policy.preflight(request), answers },
  { name: "corskit wrap", run: () => wrapped(request), answers },
  { name: "corskit/hono", run: () => apps.honoWithCorskit(request), answers },
  { name: "hono/cors", run: () => apps.honoWithCors(request), answers },
  { name: "itty-router cors", run: () => apps.ittyWithCors(request), answers },
  { name: "h3 handleCors", run: () => apps.h3WithCors(request), answers },
];

const faster = (than: string, atMost = 1): Aim => ({
  name: `wrap / ${than}`,
  of: "corskit wrap",
  against: than,
  atMost,
});

export const preflight: TimedRow = {
  id: "preflight",
  title: "A preflight request, answered",
  runtimes: ["node", "workerd"],
  contenders: () => fetchContenders,
  aims: [
    { name: "preflight / by hand", of: "corskit preflight", against: "by hand", atMost: 1.15 },
    { name: "wrap / by hand", of: "corskit wrap", against: "by hand", atMost: 1.15 },
    { name: "corskit/hono / hono/cors", of: "corskit/hono", against: "hono/cors", atMost: 1 / 3 },
    faster("hono/cors", 1 / 3),
    faster("itty-router cors"),
    faster("h3 handleCors"),
  ],
};
