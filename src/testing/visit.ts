import { openPage, type Engine, type Outcome, type PageRequestInit, type ServerHandler } from "../browser/index.ts";
import { fetchOf, type Handler } from "./handler.ts";

/** What a page asks for, and which page in which browser it is. */
export interface PageRequest extends PageRequestInit {
  /** The page's origin as a browser serialises it, `null` for a sandboxed frame. */
  readonly origin: string;
  /** Absolute: a relative one would be the page's own server, where CORS does not apply. */
  readonly url: string | URL;
  /** The standard, or an engine with its departures. Default `"standard"`. */
  readonly engine?: Engine | undefined;
}

/** What came of it. */
export interface Visit {
  readonly request: PageRequest;
  readonly outcome: Outcome;
  /** What the handler threw, in order. The page saw a bare 500 in its place. */
  readonly thrown: readonly unknown[];
}

/**
 * A fresh page asks a handler for something.
 *
 * @throws TypeError where there is no handler, where a Lambda handler is passed as it is, or where the URL is
 * not absolute: such a test would be about something else than its author means
 */
export async function visit(handler: Handler, request: PageRequest): Promise<Visit> {
  const { origin, url, engine, ...init } = request;
  if (!URL.canParse(url)) throw new TypeError(`corskit: the URL ${JSON.stringify(String(url))} is not absolute`);
  const thrown: unknown[] = [];
  const misuse: TypeError[] = [];
  const page = openPage({ origin, engine, server: watch(fetchOf(handler), thrown, misuse) });
  const outcome = await page.fetch(url, init);
  if (misuse[0] !== undefined) throw misuse[0];
  return { request, outcome, thrown };
}

/** The handler with its errors noted: a test's report is where they are looked for, not the console. */
function watch(serve: ServerHandler, thrown: unknown[], misuse: TypeError[]): ServerHandler {
  return async (request) => {
    try {
      const response: unknown = await serve(request);
      if (isLambdaResult(response))
        misuse.push(new TypeError("corskit: a Lambda handler is passed as fromLambda(handler)"));
      if (isResponse(response)) return response;
      throw new TypeError("the handler returned no Response");
    } catch (error) {
      thrown.push(error);
      return new Response(null, { status: 500 });
    }
  };
}

function isLambdaResult(value: unknown): boolean {
  return typeof value === "object" && value !== null && "statusCode" in value;
}

/** Not by its class: jsdom and polyfills have classes of their own. */
function isResponse(value: unknown): value is Response {
  return typeof value === "object" && value !== null && "status" in value && "headers" in value;
}
