import { internalError, recover, type ErrorOptions } from "../fetch/recover.ts";
import type { Decision } from "../policy/decision.ts";
import type { EventSource } from "./source.ts";
import { requestOf } from "./to-request.ts";

/** One HTTP event on its way. */
export interface Exchange {
  readonly source: EventSource;
  readonly event: unknown;
  readonly decision: Decision;
  /** The policy's. */
  readonly errors: ErrorOptions;
  /** The adapter's, which stand before them. */
  readonly options: ErrorOptions;
}

/** The result of a decision that answers in the handler's place. */
export function answerOf({ source, event, decision }: Exchange): object {
  const { status, headers, body } = decision;
  return source.result(event as never, {
    status: status ?? 204,
    statusText: "",
    headers,
    cookies: [],
    body: source.facts(event as never).method === "HEAD" ? "" : (body ?? ""),
    base64: false,
  });
}

/**
 * Makes a response of whatever was thrown. Only where `onError` asks for it does the event become a Request.
 *
 * @param send hands the response on, under the policy, and may fail: an error's own body may be broken too
 * @throws what was thrown, with `rethrow`
 */
export async function recoverWith<T>(
  { source, event, errors, options }: Exchange,
  thrown: unknown,
  send: (response: Response) => Promise<T>,
): Promise<T> {
  const { onError, rethrow } = { ...errors, ...options };
  const response = await recover(thrown, event, {
    rethrow,
    onError: onError && ((error) => onError(error, requestOf(source, event))),
  });
  try {
    return await send(response);
  } catch (error) {
    return send(internalError(error));
  }
}
