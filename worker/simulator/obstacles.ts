import { valuesOf } from "../../src/browser/header-list.ts";
import { addressSpaceOf } from "../../src/browser/site.ts";
import type { Answer, Scenario } from "./scenario.ts";

/** Connections act on these themselves, or ask again (https://httpwg.org/specs/rfc9110.html#status.codes). */
const CONNECTION_STATUSES = new Set([407, 408, 421]);

/** What HTTP servers read: others never reach a Worker, nor Node.js. */
const METHODS = new Set("GET HEAD POST PUT DELETE OPTIONS PATCH PURGE".split(" "));

const DISTANCE = { loopback: 0, local: 1, public: 2 };

/**
 * Why a scenario cannot be run between real origins without being another one, a sentence each.
 *
 * @param urls of its hops
 */
export function* obstaclesOf({ page, server }: Scenario, urls: readonly string[]): Generator<string> {
  const target = urls.find((url) => !/^https?:/.test(url));
  if (target !== undefined) yield `${target} is neither http nor https.`;
  const { username, password } = new URL(page.url);
  if (username !== "" || password !== "") yield "A URL with a user name or password is not called.";
  const control = page.headers.find(([, value]) => /[^\t\x20-\x7e\x80-\u{10ffff}]/u.test(value));
  if (control !== undefined) yield `HTTP servers refuse control characters, which are in the value of ${control[0]}.`;
  yield* byPage(page.origin, urls);
  const answers: readonly Answer[] =
    server.kind === "raw" ? server.hops.flatMap(({ preflight, actual }) => [preflight, actual]) : [];
  if (answers.some(({ headers }) => valuesOf(headers, "location").length > 1)) {
    yield "A Worker joins two Location lines into one, which is another redirect.";
  }
  for (const status of new Set(answers.map((answer) => answer.status))) {
    if (status === 0) yield "A Worker does not close a connection without an answer.";
    else if (status < 200 || status > 599) yield `A Worker cannot answer ${status}, but only 200 to 599.`;
    if (CONNECTION_STATUSES.has(status)) yield `${status} concerns the connection: browsers and proxies act on it.`;
  }
}

function* byPage(origin: string, urls: readonly string[]): Generator<string> {
  if (origin === "null") return;
  const page = new URL(origin);
  const space = addressSpaceOf(page);
  for (const url of urls) {
    const { protocol, hostname } = new URL(url);
    const target = addressSpaceOf(new URL(url));
    if (DISTANCE[target] < DISTANCE[space]) {
      yield `A ${space} page asks for ${hostname}, on the ${target} network; here both are on the same one (Local Network Access).`;
    } else if (page.protocol === "https:" && protocol === "http:") {
      yield `An https page asks for ${hostname} over http; here neither has https (mixed content).`;
    }
  }
}

/** Whether servers read an HTTP method at all. */
export function isRead(method: string): boolean {
  return METHODS.has(method);
}
