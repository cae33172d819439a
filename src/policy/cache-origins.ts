import type { ResolveOrigin } from "./config.ts";
import { logError } from "./log-error.ts";
import { within } from "./within.ts";

/** How answers are kept. */
export interface CacheOptions {
  /** How long an answer is good, in seconds. Default 60. */
  readonly ttl?: number | undefined;
  /**
   * How much longer it stands where a new one cannot be had, and with `waitUntil` while a new one is looked up, in
   * seconds. Default 600.
   */
  readonly staleTtl?: number | undefined;
  /** How many answers are kept of either kind, so that a flood of strangers drives out no tenant. Default 10,000. */
  readonly size?: number | undefined;
  /** How long a look-up may take, in milliseconds. Below the resolver's own `timeout`. Default 1000. */
  readonly timeout?: number | undefined;
  /**
   * Where it is given, no request waits for a look-up that only renews an answer, and on Workers none is cancelled with
   * the request that began it: `waitUntil` of `cloudflare:workers`, or `(work) => void work` on a server that lives on.
   */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
}

/** A look-up under way, or one that failed a moment ago. */
interface Flight {
  readonly since: number;
  readonly answer: Promise<boolean>;
}

/**
 * Keeps what a look-up answered, refusals too. An origin is looked up once at a time, whoever asks. An answer that
 * is past its time stands in for one that cannot be had (https://www.rfc-editor.org/rfc/rfc5861#section-4); a look-up
 * that failed is not tried again for as long as one may take. Nothing but `true` is kept as a yes.
 *
 * @param lookUp asks the database, by the origin alone, since that is what answers are kept by; what it throws denies,
 *   unless an older answer is there
 * @returns for `allowOrigins.resolve`; it rejects where there is no answer
 * @throws RangeError where an option is no positive number, or `timeout` is infinite
 */
export function cacheOrigins(
  lookUp: (origin: string) => boolean | Promise<boolean>,
  options?: CacheOptions,
): ResolveOrigin {
  // Without a prototype: what pollutes Object.prototype becomes no option.
  const {
    ttl = 60,
    staleTtl = 600,
    size = 10_000,
    timeout = 1000,
    waitUntil,
  }: CacheOptions = Object.assign(Object.create(null), options);
  for (const [name, value] of Object.entries({ ttl, staleTtl, size, timeout })) {
    // What failed rests for as long as a look-up may take: not for ever.
    const isFit = name === "staleTtl" ? value >= 0 : value > 0 && (value < Infinity || name !== "timeout");
    if (typeof value !== "number" || !isFit) {
      throw new RangeError(`corskit: ${name} of an origin cache cannot be the ${typeof value} ${value}`);
    }
  }
  /** By origin, when it was looked up, in milliseconds; the one used longest ago first. */
  const yes = new Map<string, number>();
  const no = new Map<string, number>();
  const flights = new Map<string, Flight>();

  function keep(origin: string, isAllowed: boolean, since: number): void {
    const known = yes.get(origin) ?? no.get(origin) ?? since;
    // A later look-up was faster. One that is yet to come is none: the clock was set back.
    if (known > since && known <= Date.now()) return;
    yes.delete(origin);
    no.delete(origin);
    touch(isAllowed ? yes : no, origin, since);
  }
  function touch<T>(map: Map<string, T>, origin: string, value: T): void {
    map.delete(origin);
    map.set(origin, value);
    // Maps keep the order in which things came in.
    if (map.size > size) map.delete(map.keys().next().value as string);
  }
  async function ask(origin: string): Promise<boolean> {
    const since = Date.now();
    const answer: unknown = await lookUp(origin);
    if (typeof answer !== "boolean") throw new TypeError(`it answered ${typeof answer}, not a boolean`);
    // One that comes too late for who asked is good for the next.
    keep(origin, answer, since);
    return answer;
  }
  /** To a platform that may fail, now or later. */
  async function handOver(work: Promise<unknown>): Promise<void> {
    try {
      await waitUntil?.(work);
    } catch (error) {
      logError("waitUntil failed", error);
    }
  }
  function fly(origin: string, isKnown: boolean): Promise<boolean> {
    const current = flights.get(origin);
    // One that is older belongs to a request that was given up: a platform may never settle it.
    if (current && Math.abs(Date.now() - current.since) < timeout) return current.answer;
    const flight = { since: Date.now(), answer: within(ask(origin), timeout) };
    touch(flights, origin, flight);
    const landed = flight.answer.then(
      () => flights.get(origin) === flight && flights.delete(origin),
      // It stays, so that a database in trouble is left alone for a moment.
      (error) => isKnown && logError(`an older answer stands for ${JSON.stringify(origin)}`, error),
    );
    // workerd cancels what a request began when its client goes, and others may wait for it.
    void handOver(landed);
    return flight.answer;
  }

  return (origin) => {
    const isAllowed = yes.has(origin);
    const map = isAllowed ? yes : no;
    const since = map.get(origin) ?? Infinity;
    const age = (Date.now() - since) / 1000;
    // What lies ahead, since the clock was set back, is never good, and ages as well: it would stand until then.
    const isKnown = Math.abs(age) < ttl + staleTtl;
    if (isKnown) touch(map, origin, since);
    if (age >= 0 && age < ttl) return isAllowed;
    const answer = fly(origin, isKnown);
    if (isKnown && waitUntil) return isAllowed;
    // On a clock of its own: that of the request that began the look-up may have stopped with it.
    const inTime = within(answer, timeout);
    return isKnown ? inTime.catch(() => isAllowed) : inTime;
  };
}
