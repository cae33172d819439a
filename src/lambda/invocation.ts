import { isThenable } from "../fetch/after.ts";
import type { ErrorOptions } from "../fetch/recover.ts";
import type { Decider } from "../fetch/serve.ts";
import type { Decision, RequestFacts } from "../policy/decision.ts";
import { gatewayTimeoutAnswer, LONGEST, timeLimit } from "./deadline.ts";
import { edgeResponse } from "./edge.ts";
import type { Exchange, Task } from "./exchange.ts";
import type { Expiry } from "./expiry.ts";
import type { EventSource } from "./source.ts";
import type { LambdaContext } from "./types.ts";

/**
 * Answers an event by the policy, or by the handler while there is time, and with 504 then.
 *
 * @param rest what the caller passed besides
 */
export function serveEvent<Value, Result>(
  server: Decider,
  source: EventSource,
  task: Task<Value, Result>,
  event: unknown,
  context: unknown,
  rest: readonly unknown[] = NOTHING,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const facts = source.facts(event as never);
    const invocation = new Invocation(source, task, event, context, rest, facts, server.errorsFor(facts), resolve);
    const decision = server.decide(facts);
    if (!isThenable(decision)) return invocation.begin(decision);
    // While an origin is looked up, the time runs already.
    invocation.arm();
    decision.then((made) => invocation.resume(made)).then(undefined, reject);
  });
}

const NOTHING: readonly unknown[] = [];

/** What is answered while an origin is looked up allows nobody, and depends on who asks. */
const UNDECIDED = { headers: { Vary: "Origin" } } as unknown as Decision;

/** Node.js has them, and not every other runtime. */
interface Immediates {
  setImmediate?(call: (timed: Timed) => void, timed: Timed): unknown;
  clearImmediate?(handle: unknown): void;
}

interface Timed {
  arm(): void;
  expire(limit: number): void;
}

/**
 * One event on its way, and all that there is of it: one object and one promise. What is given up ends here: whatever
 * it still does, an error of it is nobody's, and must not end the process in the middle of another invocation.
 */
class Invocation<Value, Result> implements Exchange, Timed {
  // Declared alone, since the constructor gives them their values: no field has to be made twice.
  declare readonly source: EventSource;
  declare readonly event: unknown;
  declare readonly context: LambdaContext | undefined;
  declare readonly rest: readonly unknown[];
  declare readonly facts: RequestFacts;
  declare readonly errors: ErrorOptions;
  declare decision: Decision;
  declare expiry: Expiry | undefined;
  readonly #task: Task<Value, Result>;
  readonly #resolve: (result: Result | Promise<Result>) => void;
  #isOver = false;
  #soon: unknown;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    source: EventSource,
    task: Task<Value, Result>,
    event: unknown,
    context: unknown,
    rest: readonly unknown[],
    facts: RequestFacts,
    errors: ErrorOptions,
    resolve: (result: Result | Promise<Result>) => void,
  ) {
    this.source = source;
    this.event = event;
    this.context = context as LambdaContext | undefined;
    this.rest = rest;
    this.facts = facts;
    this.errors = errors;
    this.#task = task;
    this.#resolve = resolve;
  }

  resume(decision: Decision): void {
    clearTimeout(this.#timer);
    if (!this.#isOver) this.begin(decision);
  }

  begin(decision: Decision): void {
    this.decision = decision;
    if (decision.status !== null && this.source !== edgeResponse) return this.#resolve(this.#task.answer(this));
    try {
      const value = this.#task.run(this);
      if (!isThenable(value)) this.#finish(value);
      else
        // A thenable may settle twice, or with another one.
        Promise.resolve(value).then(
          (settled) => this.#finish(settled),
          (thrown: unknown) => this.#recover(thrown),
        );
    } catch (thrown) {
      this.#recover(thrown);
    }
    if (this.#isOver) return;
    // What is done before the event loop turns needs no timer, which costs more than everything else here.
    const { setImmediate } = globalThis as Immediates;
    if (setImmediate) this.#soon = setImmediate(arm, this);
    else this.arm();
  }

  arm(): void {
    const { streams, options } = this.#task;
    try {
      // Only now: to look an origin up takes its time too.
      const cap = streams ? undefined : this.source.cap?.(this.event as never);
      const limit = timeLimit(cap, this.event, this.context, options);
      if (limit <= LONGEST) this.#timer = setTimeout(expire, limit, this, limit);
    } catch (thrown) {
      // Before there is a decision, nothing can be answered. It is thrown again then.
      if (this.decision) this.#recover(thrown);
    }
  }

  expire(limit: number): void {
    console.error(`corskit: not done within ${Math.round(limit)} ms`);
    const task = this.#task;
    // First of all: to abort the work may make it fail at once.
    this.#isOver = true;
    this.decision ??= UNDECIDED;
    this.#resolve(
      new Promise((answer) => {
        task.expire?.(this, limit);
        answer(task.finish(this, gatewayTimeoutAnswer()));
      }),
    );
  }

  #finish(value: Value): void {
    try {
      if (this.#isOver) return this.#task.late?.(value);
      const result = this.#task.finish(this, value);
      if (!(result instanceof Promise)) return this.#settle(result);
      result.then(
        (done) => this.#settle(done),
        (thrown: unknown) => this.#recover(thrown),
      );
    } catch (thrown) {
      this.#recover(thrown);
    }
  }

  #recover(thrown: unknown): void {
    if (this.#isOver) return;
    const recovered = this.#task.recover(this, thrown);
    const settle = (): void => this.#settle(recovered);
    recovered.then(settle, settle);
  }

  #settle(result: Result | Promise<Result>): void {
    clearTimeout(this.#timer);
    (globalThis as Immediates).clearImmediate?.(this.#soon);
    this.#isOver = true;
    this.#resolve(result);
  }
}

const arm = (timed: Timed): void => timed.arm();
const expire = (timed: Timed, limit: number): void => timed.expire(limit);
