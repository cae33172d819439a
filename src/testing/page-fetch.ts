import type { Engine, HeaderLine, Page, PageRequestInit } from "../browser/index.ts";

/** What the TypeError says, by engine. */
const MESSAGES: Readonly<Record<Engine, string>> = {
  standard: "Failed to fetch",
  chromium: "Failed to fetch",
  firefox: "NetworkError when attempting to fetch resource.",
  webkit: "Load failed",
};

/**
 * The page's own `fetch`, to stand in the place of the global one in tests. It takes what `fetch` takes and
 * resolves to the response as JavaScript would see it. Of a Request, the body goes as bytes, also where a
 * stream was put in: nobody can tell them apart any more. `cache`, `integrity`, `keepalive` and the referrer
 * are not looked at.
 *
 * @returns a function that rejects with a TypeError where a page would see one, its `cause` the failure
 * (`code`, `detail`, `messages` of the consoles, `cause`, `fix`), and with the signal's reason once that aborts
 */
export function pageFetch(page: Page): typeof fetch {
  return async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const isRequest = typeof input === "object" && "headers" in input;
    const signal = init.signal === undefined && isRequest ? input.signal : init.signal;
    const asked = isRequest ? await mergeRequest(input, init) : initOf(init);
    signal?.throwIfAborted();
    const fetched = page.fetch(isRequest ? input.url : input, asked);
    const { response, failure } = await (signal ? untilAborted(fetched, signal) : fetched);
    if (response !== null) return response;
    // A copy, since the failure makes its texts only when they are read, and nothing would show in a log.
    throw new TypeError(MESSAGES[page.engine], { cause: { ...failure } });
  };
}

function initOf({ method, headers, body, credentials, mode, redirect }: RequestInit): PageRequestInit {
  if (mode === "navigate") throw new TypeError('fetch cannot be called with mode: "navigate"');
  const lines = headers as Headers | readonly HeaderLine[] | Readonly<Record<string, string>> | undefined;
  return { method, headers: lines, body, credentials, mode, redirect };
}

/** https://fetch.spec.whatwg.org/#dom-request with a Request: what `init` has goes before what that has. */
async function mergeRequest(request: Request, init: RequestInit): Promise<PageRequestInit> {
  const given = initOf(init);
  const { method, headers, credentials, mode, redirect } = request;
  const own = initOf({ method, headers, credentials, mode, redirect });
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const body = init.body === undefined && request.body !== null ? await request.arrayBuffer() : null;
  return { ...own, body, ...set };
}

async function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let abort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
