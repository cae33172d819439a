import { cors } from "../../../src/index.ts";
import { fromFetch, toRequest, withCors } from "../../../src/lambda/index.ts";
import { covering } from "../naive-origins.ts";

const PATTERNS = ["https://app.example.com", "https://*.example.org"];
const policy = cors({ allowOrigins: PATTERNS });
const isAllowed = (origin: string): boolean => PATTERNS.some((pattern) => covering(pattern)(origin));
const context = { getRemainingTimeInMillis: () => 30_000, awsRequestId: "1" } as never;

// Both handlers open themselves to everybody, and say that they vary.
const OWN = { "access-control-allow-origin": "*", "Access-Control-Allow-Credentials": "true", vary: "Accept" };
const edgeOwn = Object.fromEntries(Object.entries(OWN).map(([key, value]) => [key.toLowerCase(), [{ key, value }]]));
const native = withCors(policy, async () => ({ statusCode: 200, headers: OWN, body: "ok" }));
const nativeEdge = withCors(policy, async () => ({ status: "200", headers: edgeOwn, body: "ok" }));
const handler = fromFetch(policy, () => new Response("ok", { headers: OWN }));

/**
 * Any JSON as an event. What is no HTTP event is told so; of any other, a page reads the answer if and only if the
 * policy allows the origin that the handler sees in its Request, whichever handler answered.
 */
export async function fuzz(text: string): Promise<void> {
  let event: never;
  try {
    event = JSON.parse(text) as never;
  } catch {
    return;
  }
  const isEdge = typeof event === "object" && event !== null && "Records" in event;
  const answers = [await (isEdge ? nativeEdge : native)(event, context)];
  const request = requestOf(event);
  if (request !== undefined) answers.push(await handler(event, context));
  for (const answer of answers) {
    if (typeof JSON.stringify(answer) !== "string") throw new Error("no answer");
    if (request !== undefined) check(answer, request.headers.get("Origin"), event);
  }
  if (request !== undefined) checkUrl(new URL(request.url), text.toLowerCase());
}

function requestOf(event: never): Request | undefined {
  try {
    return toRequest(event);
  } catch (error) {
    // No header of a client's keeps its request from being one, nor brings a user's name into its URL.
    if (
      !(error instanceof TypeError) ||
      /^$|^Headers\.|^Request cannot be constructed from a URL that includes credentials/.test(error.message)
    )
      throw error;
    return undefined;
  }
}

/** The host is one that the event names, and nothing but a host: whoever asks cannot have the handler see another. */
function checkUrl({ protocol, username, password, hostname }: URL, event: string): void {
  if (!/^https?:$/.test(protocol) || username + password !== "") throw new Error(`${protocol} ${username} ${password}`);
  const isAddress = /^[\d.]+$|^\[/.test(hostname);
  if (hostname !== "localhost" && !isAddress && !event.includes(hostname)) throw new Error(`it is at ${hostname}`);
}

/** A Request's header has no white space around it. Gateways send none, and an origin with some is nobody's. */
function isPadded(origin: string, value: unknown): boolean {
  if (typeof value === "string") return value !== origin && value.trim() === origin;
  return typeof value === "object" && value !== null && Object.values(value).some((one) => isPadded(origin, one));
}

function check(answer: unknown, origin: string | null, event: unknown): void {
  const lines = linesOf(answer);
  const valuesOf = (name: string): readonly string[] => lines.filter(([key]) => key === name).map(([, value]) => value);
  // Throws where a gateway could not send it.
  for (const [name, value] of lines) new Headers().append(name, value);
  const expected = origin !== null && isAllowed(origin) ? [origin] : [];
  const allowed = valuesOf("access-control-allow-origin");
  const isDenied = allowed.length === 0 && origin !== null && isPadded(origin, event);
  if (allowed.join() !== expected.join() && !isDenied) throw new Error(`${origin}: it allows ${allowed.join()}`);
  if (valuesOf("access-control-allow-credentials").length > 0) throw new Error("it allows credentials");
  const vary = valuesOf("vary");
  if (vary.length !== 1 || !vary[0]?.includes("Origin")) throw new Error(`it varies on ${vary.join()}`);
}

/** The header lines of an answer of any form, their names in lower case. */
function linesOf(answer: unknown): readonly (readonly [name: string, value: string])[] {
  const { headers, multiValueHeaders } = answer as Readonly<Record<string, object | undefined>>;
  return Object.entries({ ...headers, ...multiValueHeaders }).flatMap(([name, values]) =>
    [values as unknown].flat().map((value) => {
      const text = typeof value === "object" && value !== null && "value" in value ? value.value : value;
      return [name.toLowerCase(), String(text)] as const;
    }),
  );
}
