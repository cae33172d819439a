import { policy } from "../contenders/apps.ts";
import { ACTUAL_HEADERS, actualRequest } from "../contenders/asked.ts";
import { setHeaders } from "../contenders/by-hand.ts";
import type { TimedRow } from "../harness/row.ts";

const request = actualRequest();
/** Immutable, and without a body, so that it can be copied again and again. */
const response = Response.redirect("https://api.example.com/rides/1", 302);
const answers = { status: 302, headers: { location: "https://api.example.com/rides/1", ...ACTUAL_HEADERS } };

export const immutable: TimedRow = {
  id: "immutable",
  title: "The same on an immutable response, which has to be copied",
  runtimes: ["node", "workerd"],
  contenders: () => [
    {
      name: "by hand, a copy",
      run: () => setHeaders(request, new Response(response.body, response)),
      answers,
    },
    { name: "corskit apply", run: () => policy.apply(request, response), answers },
  ],
  aims: [{ name: "apply / a copy by hand", of: "corskit apply", against: "by hand, a copy", atMost: 1.15 }],
};
