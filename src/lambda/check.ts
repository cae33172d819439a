import { TOKEN } from "../policy/futile.ts";

/**
 * @returns what a native handler gave, with its own fields alone, as JSON has them: what pollutes Object.prototype
 *   becomes no header. That is seldom, and a copy takes a third of the time of an event. An empty one where there is none
 */
export function ownFields<Result extends object>(result: unknown): Result {
  // Looked at without a list of the names, which would be made for each event.
  for (const _ in Object.prototype) return Object.assign(Object.create(null), result);
  return (result ?? {}) as Result;
}

/**
 * @param result whose status it is
 * @throws TypeError where the gateway would answer 502 in its own words
 */
export function checkStatus(status: unknown, result: unknown): unknown {
  // As gateways read it: not all that JavaScript takes for a number.
  if ((typeof status === "number" || typeof status === "string") && /^[1-5]\d\d$/.test(status as string)) return status;
  return refuse(status ?? result, "not a status from 100 to 599");
}

/**
 * A header's value, of one line: what ends one would begin another header, where it is no 502.
 *
 * @throws TypeError where the name is no token, or the value has in it what none has
 *   (https://fetch.spec.whatwg.org/#header-value)
 */
export function checkValue<Value>(name: string, value: Value): Value {
  const isLine =
    typeof value === "string" ? !/[\0\r\n]/.test(value) : typeof value === "boolean" || Number.isFinite(value);
  if (isLine && TOKEN.test(name)) return value;
  return refuse(value, `no line for ${JSON.stringify(name)}`);
}

/** @throws TypeError */
export function checkBody(body: unknown): unknown {
  if (typeof body === "string" || body === null) return body;
  if (typeof body === "number" || typeof body === "boolean") return String(body);
  return refuse(body, "no string for a body");
}

/** Names the kind of a value, never what it holds: that may be secret, or throw. */
export function refuse(value: unknown, what: string): never {
  const shown = typeof (value ?? 0) === "number" ? value : `a value of type ${typeof value}`;
  throw new TypeError(`the handler returned ${shown}, ${what}`);
}
