import type { PageSaw, PlayedStep } from "./play.ts";
import type { Verdict } from "./scenario.ts";

const VERDICTS: Readonly<Partial<Record<ResponseType, Verdict>>> = {
  opaque: "opaque",
  opaqueredirect: "opaque-redirect",
};

export function nothing(verdict: "blocked" | "thrown"): PageSaw {
  return { verdict, status: 0, type: "", redirected: false, headers: [] };
}

/** A fetch whose Request is made first, so that what throws there is told from what fails later. */
export async function playFetch(step: PlayedStep): Promise<PageSaw> {
  let request: Request;
  try {
    request = new Request(step.url, init(step));
  } catch {
    return nothing("thrown");
  }
  let response: Response;
  try {
    response = await fetch(request);
  } catch {
    return nothing("blocked");
  }
  // Read, so that the connection is free again; a body that breaks off is not what is looked at.
  await response.text().catch(() => "");
  return {
    verdict: VERDICTS[response.type] ?? "readable",
    status: response.status,
    type: response.type,
    redirected: response.redirected,
    headers: [...new Set(response.headers.keys())].toSorted(),
  };
}

function init({ method, headers, credentials, mode, redirect, body }: PlayedStep): RequestInit {
  const common: RequestInit = {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    credentials,
    mode,
    redirect,
  };
  if (body === "none") return common;
  if (body === "text") return { ...common, body: "text" };
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode("stream"));
      controller.close();
    },
  });
  // Where streams cannot be sent it becomes the text "[object ReadableStream]".
  return Object.assign(common, { body: stream, duplex: "half" });
}
