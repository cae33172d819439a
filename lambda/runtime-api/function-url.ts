import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { LocalFunction } from "./function.ts";
import type { Outcome, StreamedOutcome } from "./outcome.ts";
import { functionUrlEvent } from "./url-event.ts";

/** An HTTP server that is in front of a function. */
export interface FunctionUrl {
  readonly port: number;
  close(): Promise<void>;
}

/** What AWS answers where a function has failed. It has no CORS headers. */
const FAILED = { "Content-Type": "application/json", "x-amzn-ErrorType": "InternalServerErrorException" };

interface Prelude {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly cookies?: readonly string[];
}

/**
 * Serves a function as a Function URL does (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html),
 * buffered or streamed, whichever it answers.
 *
 * @param port on 127.0.0.1; 0 for any
 * @param isHost whether it answers under a name; by default under all
 * @throws Error where the port is in use
 */
export async function startFunctionUrl(
  lambda: LocalFunction,
  port: number,
  isHost: (host: string) => boolean = () => true,
): Promise<FunctionUrl> {
  const server = createServer((request, response) => {
    if (!isHost(request.headers.host ?? "")) {
      response.writeHead(421).end("no such host\n");
      return;
    }
    serve(lambda, request, response).catch((error: unknown) => {
      // A response that has begun is cut off, so that nobody takes it for a whole one.
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function serve(lambda: LocalFunction, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const outcome = await lambda.invoke(functionUrlEvent(request, await buffer(request)));
  await answer(outcome, response);
}

async function answer(outcome: Outcome, response: ServerResponse): Promise<void> {
  if (outcome.kind === "streamed") {
    await answerStream(outcome, response);
  } else if (outcome.kind === "buffered") {
    answerBuffered(JSON.parse(outcome.payload) as unknown, response);
  } else {
    response.writeHead(502, FAILED).end('{"Message":"Internal Server Error"}');
  }
}

function answerBuffered(result: unknown, response: ServerResponse): void {
  const structured = typeof result === "object" && result !== null && "statusCode" in result;
  const { body, isBase64Encoded, ...prelude } = (
    structured ? result : { statusCode: 200, headers: { "Content-Type": "application/json" }, body: textOf(result) }
  ) as Prelude & { readonly body?: string; readonly isBase64Encoded?: boolean };
  writePrelude(response, prelude);
  response.end(Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8"));
}

function textOf(result: unknown): string {
  return typeof result === "string" ? result : JSON.stringify(result);
}

function writePrelude(response: ServerResponse, { statusCode = 200, headers = {}, cookies = [] }: Prelude): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  if (cookies.length > 0) response.setHeader("Set-Cookie", cookies);
  response.writeHead(statusCode);
}

const INTEGRATION = "application/vnd.awslambda.http-integration-response";
const DELIMITER = Buffer.alloc(8);

async function answerStream({ contentType, body }: StreamedOutcome, response: ServerResponse): Promise<void> {
  const begun: Uint8Array[] = [];
  let hasBegun = contentType !== INTEGRATION;
  if (hasBegun) writePrelude(response, { headers: { "Content-Type": contentType } });
  for await (const chunk of body) {
    let rest = chunk;
    if (!hasBegun) {
      begun.push(chunk);
      const head = Buffer.concat(begun);
      const at = head.indexOf(DELIMITER);
      if (at < 0) continue;
      hasBegun = true;
      writePrelude(response, JSON.parse(head.subarray(0, at).toString()) as Prelude);
      response.flushHeaders();
      rest = head.subarray(at + DELIMITER.length);
    }
    // A client that is gone does not stop the function.
    if (rest.length > 0 && !response.destroyed && !response.write(rest)) {
      await Promise.race([once(response, "drain"), once(response, "close")]);
    }
  }
  if (hasBegun) response.end();
  else response.writeHead(502, FAILED).end('{"Message":"Internal Server Error"}');
}
