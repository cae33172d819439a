import { plainAnswer } from "./answer.ts";
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
 * @param input what `onError` gets: the request, or what an adapter makes one of
 * @throws what was thrown, with `rethrow`
 */
export async function recover<Input>(
  thrown: unknown,
  input: Input,
  options: {
    readonly onError?: ((error: unknown, input: Input) => Response | Promise<Response>) | undefined;
    readonly rethrow?: boolean | undefined;
  },
): Promise<Response> {
  if (isResponse(thrown) && !isSpent(thrown)) return thrown;
  if (options.rethrow) throw thrown;
  if (options.onError !== undefined) {
    try {
      return asResponse(await options.onError(thrown, input), "onError");
    } catch (second) {
      if (isResponse(second) && !isSpent(second)) return second;
      console.error("corskit: onError failed:", second);
    }
  }
  return internalError(thrown);
}

/** A plain 500; the error itself goes to console.error alone. */
export function internalError(error: unknown, what = "the handler failed"): Response {
  console.error(`corskit: ${what}:`, error);
  return plainAnswer(500, "Internal Server Error");
}

/**
 * Checks what a handler returned: with anything but a usable Response, a platform would answer in its
 * own words, without the policy's headers.
 *
 * @throws TypeError
 */
export function asResponse(value: unknown, source = "the handler"): Response {
  if (isResponse(value)) {
    if (isSpent(value)) throw new TypeError(`${source} returned a Response whose body is used already`);
    return value;
  }
  const isError = (value as Partial<Response> | null)?.status === 0;
  const what = isError ? "Response.error()" : typeof value === "object" && value ? "an object" : String(value);
  throw new TypeError(`${source} returned ${what}, not a Response`);
}

/**
 * By its shape: a Response may be of another realm, or of a platform's own make. That of an error has status 0. Its
 * body is not looked at: some runtimes make a stream of it only then.
 */
export function isResponse(value: unknown): value is Response {
  const { status = 0, headers } = (value ?? {}) as Partial<Response>;
  return status > 0 && typeof headers?.set === "function" && "body" in (value as object);
}

/** Whether there is no body to be sent any more. */
function isSpent(response: Response): boolean {
  return !isUntouched(response) && response.bodyUsed;
}
