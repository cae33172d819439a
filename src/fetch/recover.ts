import { logError } from "../policy/log-error.ts";
import { newAnswer } from "./answer.ts";
import { isUntouched } from "./untouched.ts";

/** What to do with what a handler throws. */
export interface ErrorOptions {
  /**
   * Makes the response for whatever was thrown, an Error or not; a thrown Response is not given to it.
   * Where it throws itself, or returns no Response, the answer is a plain 500.
   */
  readonly onError?: ((error: unknown, request: Request) => Response | Promise<Response>) | undefined;
  /**
   * Leave errors to the platform, for its own accounting. The response is then made by the platform,
   * without the policy's headers. Default false.
   */
  readonly rethrow?: boolean | undefined;
}

/**
 * Turns whatever a handler threw into a response.
 *
 * @param request makes what `onError` gets, where there is one
 * @throws what was thrown, with `rethrow`
 */
export async function recover(thrown: unknown, request: () => Request, options: ErrorOptions): Promise<Response> {
  if (isUsable(thrown)) return thrown;
  if (options.rethrow) throw thrown;
  if (options.onError) {
    try {
      return asResponse(await options.onError(thrown, request()), "onError");
    } catch (second) {
      if (isUsable(second)) return second;
      logError("onError failed", second);
    }
  }
  return internalError(thrown);
}

/** A plain 500; the error itself goes to console.error alone. */
export function internalError(error: unknown, what = "the handler failed"): Response {
  logError(what, error);
  return newAnswer(500, "Internal Server Error");
}

/**
 * Checks what a handler returned: with anything but a usable Response, a platform would answer in its
 * own words, without the policy's headers.
 *
 * @throws TypeError
 */
export function asResponse(value: unknown, source = "the handler"): Response {
  if (isUsable(value)) return value;
  const { status, bodyUsed } = (value ?? {}) as Partial<Response>;
  const what = status === 0 ? "Response.error()" : bodyUsed ? "a used body" : typeof value;
  throw new TypeError(`${source} returned ${what}, not a Response`);
}

/**
 * By its shape: a Response may be of another realm, or of a platform's own make. That of an error has status 0, and one
 * that @hono/node-server makes whatever it was given (https://fetch.spec.whatwg.org/#initialize-a-response refuses it).
 * Its body is not looked at: some runtimes make a stream of it only then.
 */
export function isResponse(value: unknown): value is Response {
  const { status, headers } = (value ?? {}) as Response;
  const isSent = status > 199 ? status < 600 : status === 101;
  return isSent && typeof headers?.set === "function" && "body" in (value as object);
}

/** Not where its body is used already, so that there is nothing to send, nor where it throws at who looks at it. */
function isUsable(value: unknown): value is Response {
  try {
    return isResponse(value) && (isUntouched(value) || !value.bodyUsed);
  } catch {
    return false;
  }
}
