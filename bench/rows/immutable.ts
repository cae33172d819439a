import { policy } from "../contenders/apps.ts";
import { ACTUAL_HEADERS, actualRequest } from "../contenders/asked.ts";
import { setHeaders } from "../contenders/by-hand.ts";
import { cached, fetched, UPSTREAM } from "../contenders/immutable.ts";
import type { Contender, Expected, Runtime, TimedRow } from "../harness/row.ts";

const request = actualRequest();
const REDIRECT = "https://api.example.com/rides/1";

/** A copy by hand, and corskit's, of the same response. It is asked for anew in each round: workerd keeps none longer. */
function contendersOf(
  what: string,
  get: () => Response | Promise<Response>,
  { status, headers }: Expected,
  only?: Runtime,
): Contender[] {
  let response = Response.error();
  const common = {
    prepare: async () => {
      response = await get();
    },
    answers: { status, headers: { ...headers, ...ACTUAL_HEADERS } },
    ...(only !== undefined && { only }),
  };
  return [
    {
      name: `by hand, a copy: ${what}`,
      run: () => setHeaders(request, new Response(response.body, response)),
      ...common,
    },
    { name: `corskit apply: ${what}`, run: () => policy.apply(request, response), ...common },
  ];
}

const KINDS = ["fetched", "from the cache", "Response.redirect()"] as const;

export const immutable: TimedRow = {
  id: "immutable",
  title: "The same on an immutable response, which has to be copied",
  runtimes: ["node", "workerd"],
  contenders: () => [
    ...contendersOf("fetched", fetched, UPSTREAM),
    ...contendersOf("from the cache", cached, UPSTREAM, "workerd"),
    ...contendersOf("Response.redirect()", () => Response.redirect(REDIRECT), {
      status: 302,
      headers: { location: REDIRECT },
    }),
  ],
  aims: KINDS.map((what) => ({
    name: `${what}: apply / a copy by hand`,
    of: `corskit apply: ${what}`,
    against: `by hand, a copy: ${what}`,
    atMost: 1.15,
  })),
};
