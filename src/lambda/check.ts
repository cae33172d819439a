/**
 * @returns a native handler's result
 * @throws TypeError where it is no object: the gateway would answer 502 in its own words
 */
export function checkResult<Result extends object>(result: unknown): Result {
  if (typeof result === "object" && result !== null) return result as Result;
  return refuse(result, "not a result with a statusCode");
}

/** @throws TypeError */
export function checkStatus(status: unknown): unknown {
  // As gateways read it: not all that JavaScript takes for a number.
  if ((typeof status === "number" || typeof status === "string") && /^[1-5]\d\d$/.test(status as string)) return status;
  return refuse(status, "not a status from 100 to 599");
}

/** @throws TypeError */
export function checkValue(name: string, value: unknown): unknown {
  if (typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return value;
  return refuse(value, `not a string, for the header ${name}`);
}

/** @throws TypeError */
export function checkBody(body: unknown): unknown {
  if (typeof body === "string" || body === null) return body;
  if (typeof body === "number" || typeof body === "boolean") return String(body);
  return refuse(body, "not a string, for a body");
}

/** Names the kind of a value, never what it holds: that may be secret, or throw. */
function refuse(value: unknown, what: string): never {
  const isPlain = typeof (value ?? 0) === "number";
  throw new TypeError(`the handler returned ${isPlain ? value : `a value of type ${typeof value}`}, ${what}`);
}
