import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { FunctionError, type Outcome } from "./outcome.ts";

/** One event, on its way to the function. */
export interface Invocation {
  readonly id: string;
  readonly event: unknown;
  /** When Lambda will end the process, in milliseconds since 1970. */
  readonly deadline: number;
}

/** How the runtime client's calls are passed on. */
export interface RuntimeApiEvents {
  /** The client asks for an event. Answer with `send`; there is one such call at a time. */
  next(send: (invocation: Invocation) => void): void;
  /** The function has answered, or begun to. */
  answered(id: string, outcome: Outcome): void;
  /** The module could not be loaded. */
  initFailed(error: FunctionError): void;
}

/** A runtime API that listens on this machine. */
export interface RuntimeApi {
  /** For AWS_LAMBDA_RUNTIME_API: `127.0.0.1:PORT`. */
  readonly address: string;
  close(): Promise<void>;
}

const PREFIX = "/2018-06-01/runtime";

/**
 * The HTTP API by which a runtime client gets events and hands in responses
 * (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html). One process uses it.
 */
export async function startRuntimeApi(events: RuntimeApiEvents): Promise<RuntimeApi> {
  const server = createServer((request, response) => {
    handle(events, request, response).catch((error: unknown) => {
      // The process has ended in the middle: whoever waits for it hears of that elsewhere.
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, "close");
}

async function handle(events: RuntimeApiEvents, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? "";
  if (path === `${PREFIX}/invocation/next`) {
    events.next((invocation) => sendInvocation(response, invocation));
    return;
  }
  if (path === `${PREFIX}/init/error`) {
    events.initFailed(errorOf(await text(request)));
    accept(response);
    return;
  }
  const [, id, verb] = /\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
  if (id === undefined) {
    response.writeHead(404).end();
    return;
  }
  if (verb === "error") {
    events.answered(id, { kind: "failed", error: errorOf(await text(request)) });
  } else if (request.headers["lambda-runtime-function-response-mode"] === "streaming") {
    await receiveStream(events, id, request);
  } else {
    events.answered(id, { kind: "buffered", payload: await text(request) });
  }
  accept(response);
}

function accept(response: ServerResponse): void {
  response.writeHead(202, { "Content-Type": "application/json" }).end('{"status":"OK"}');
}

function sendInvocation(response: ServerResponse, { id, event, deadline }: Invocation): void {
  response
    .writeHead(200, {
      "Content-Type": "application/json",
      "Lambda-Runtime-Aws-Request-Id": id,
      "Lambda-Runtime-Deadline-Ms": String(deadline),
      "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:us-east-1:123456789012:function:corskit",
      "Lambda-Runtime-Trace-Id": "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0",
    })
    .end(JSON.stringify(event));
}

/** Resolves once the whole response is there: only then is the client told so. */
async function receiveStream(events: RuntimeApiEvents, id: string, request: IncomingMessage): Promise<void> {
  let finish = (): void => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  async function* body(): AsyncGenerator<Uint8Array, void> {
    try {
      yield* request as AsyncIterable<Uint8Array>;
      const type = request.trailers["lambda-runtime-function-error-type"];
      if (type === undefined) return;
      const details = Buffer.from(String(request.trailers["lambda-runtime-function-error-body"]), "base64");
      throw errorOf(details.toString(), type);
    } finally {
      finish();
    }
  }
  events.answered(id, { kind: "streamed", contentType: request.headers["content-type"] ?? "", body: body() });
  await finished;
}

function errorOf(body: string, type = "Unhandled"): FunctionError {
  try {
    const { errorType = type, errorMessage = "" } = JSON.parse(body) as { errorType?: string; errorMessage?: string };
    return new FunctionError(errorType, errorMessage);
  } catch {
    return new FunctionError(type, body);
  }
}
