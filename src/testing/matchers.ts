import type { FailureCode } from "../browser/index.ts";
import { describeVisit } from "./describe.ts";
import type { Handler } from "./handler.ts";
import { visit, type PageRequest, type Visit } from "./visit.ts";

/** What a matcher answers, to vitest and to jest. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** What is used of a matcher's `this`. */
export interface MatcherContext {
  readonly isNot?: boolean | undefined;
}

/** For `expect.extend(matchers)`, of vitest and of jest. */
export type Matchers = {
  toLetPageRead(this: MatcherContext, handler: unknown, request: PageRequest): Promise<MatcherResult>;
  toBlockPage(
    this: MatcherContext,
    handler: unknown,
    request: PageRequest,
    code?: FailureCode | undefined,
  ): Promise<MatcherResult>;
};

/** The matchers as methods of `expect(handler)`, to merge into the test runner's own types. */
export interface PageMatchers {
  /**
   * The page's JavaScript gets the response, whatever its status. A fresh page each time, with no cookies and
   * nothing in its preflight cache.
   *
   * @throws TypeError (the promise rejects) where there is nothing to call, or the URL is not absolute
   */
  toLetPageRead(request: PageRequest): Promise<void>;
  /**
   * CORS keeps the response from the page. What fails for another reason, mixed content for one, does not
   * count, unless its code is passed.
   *
   * @param code why: the failure's code
   * @throws TypeError (the promise rejects) where there is nothing to call, or the URL is not absolute
   */
  toBlockPage(request: PageRequest, code?: FailureCode): Promise<void>;
}

export const matchers: Matchers = {
  async toLetPageRead(handler, request) {
    const visited = await visit(handler as Handler, request);
    if (isNeverSent(visited)) return neverSent(this, visited);
    return {
      pass: visited.outcome.verdict === "readable",
      message: () => report(visited, "to read the response", this),
    };
  },
  async toBlockPage(handler, request, code) {
    const visited = await visit(handler as Handler, request);
    const { verdict, failure } = visited.outcome;
    if (code !== "InvalidRequest" && isNeverSent(visited)) return neverSent(this, visited);
    const wanted = code === undefined ? "to be blocked by CORS" : `to be blocked with ${code}`;
    const pass = code === undefined ? verdict === "blocked" : failure?.code === code;
    return { pass, message: () => report(visited, wanted, this) };
  },
};

/** A call that a browser refuses to make says nothing of the server. */
function isNeverSent({ outcome }: Visit): boolean {
  return outcome.failure?.code === "InvalidRequest";
}

/** Fails with `.not` and without: a mistake in a test must not make it pass. */
function neverSent({ isNot = false }: MatcherContext, visited: Visit): MatcherResult {
  return { pass: isNot, message: () => `the test's request cannot be sent\n\n${describeVisit(visited)}` };
}

function report(visited: Visit, wanted: string, { isNot = false }: MatcherContext): string {
  return `expected the page ${isNot ? "not " : ""}${wanted}\n\n${describeVisit(visited)}`;
}
