import { internalError, recover } from "../fetch/recover.ts";
import type { Exchange } from "./exchange.ts";
import { requestOf } from "./to-request.ts";
import { render } from "./to-result.ts";
import type { LambdaOptions } from "./types.ts";

/** The result of a decision that answers in the handler's place. */
export function answerOf(exchange: Exchange): object {
  const { status, headers, body } = exchange.decision;
  return render(exchange, {
    statusCode: status ?? 204,
    statusText: "",
    headers,
    cookies: [],
    body: exchange.facts.method === "HEAD" ? "" : (body ?? ""),
    isBase64Encoded: false,
  });
}

/**
 * Makes a response of whatever was thrown. Only where `onError` asks for it does the event become a Request.
 *
 * @param options the adapter's, which stand before the policy's
 * @param send hands the response on, under the policy, and may fail: an error's own body may be broken too
 * @throws what was thrown, with `rethrow`
 */
export async function recoverWith<T>(
  exchange: Exchange,
  options: LambdaOptions,
  thrown: unknown,
  send: (exchange: Exchange, response: Response) => T | Promise<T>,
): Promise<T> {
  const response = await recover(
    thrown,
    () => requestOf(exchange),
    Object.assign(Object.create(null), exchange.errors, options),
  );
  try {
    return await send(exchange, response);
  } catch (error) {
    return send(exchange, internalError(error));
  }
}
