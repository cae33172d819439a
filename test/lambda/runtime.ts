import { fileURLToPath } from "node:url";
import { localFunction, NODE_22, type LocalFunction, type Outcome } from "../../lambda/runtime-api/index.ts";
import { bundleFunctions } from "../support/bundles.ts";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The versions of Node.js that Lambda has. */
export const NODES: readonly (readonly [version: string, binary: string])[] = [
  ["22", NODE_22],
  ["24", path("../../node_modules/node/bin/node")],
];

/** The functions of `functions.ts`, under the runtime client. */
export interface Functions {
  /** One function of that export, warm since its first event. */
  get(exportName: string, timeout?: number): LocalFunction & { readonly printed: () => string };
  close(): Promise<void>;
}

/** @throws Error where the runtime client is not installed */
export async function startFunctions(node: string): Promise<Functions> {
  const { file, remove } = await bundleFunctions(new URL("functions.ts", import.meta.url));
  const started = new Map<string, LocalFunction & { readonly printed: () => string }>();
  const functions: Functions = {
    get(exportName, timeout = 3000) {
      const key = `${exportName} ${timeout}`;
      const known = started.get(key);
      if (known) return known;
      let printed = "";
      const log = (text: string): void => {
        printed += text;
      };
      const lambda = localFunction({ file, exportName, timeout, node, log });
      const made = {
        get pid() {
          return lambda.pid;
        },
        invoke: lambda.invoke,
        close: lambda.close,
        printed: () => printed,
      };
      started.set(key, made);
      return made;
    },
    async close() {
      await Promise.all([...started.values()].map((lambda) => lambda.close()));
      await remove();
    },
  };
  // Throws where there is no client.
  functions.get("native");
  return functions;
}

/** What came of a buffered invocation. */
export function payloadOf(outcome: Outcome): unknown {
  if (outcome.kind === "buffered") return JSON.parse(outcome.payload) as unknown;
  throw outcome.kind === "failed" ? outcome.error : new Error("it was streamed");
}

/** A streamed response, as a client sees it. */
export interface Streamed {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body: string;
  /** Why it was cut off. */
  readonly error?: string;
}

export async function streamOf(outcome: Outcome): Promise<Streamed> {
  if (outcome.kind === "failed") throw outcome.error;
  if (outcome.kind === "buffered") throw new Error("it was buffered");
  const chunks: Uint8Array[] = [];
  let error: string | undefined;
  try {
    for await (const chunk of outcome.body) chunks.push(chunk);
  } catch (cause) {
    error = String(cause);
  }
  const all = Buffer.concat(chunks);
  const at = all.indexOf(Buffer.alloc(8));
  if (outcome.contentType !== "application/vnd.awslambda.http-integration-response" || at < 0) {
    throw new Error(`no prelude: ${outcome.contentType} ${all.toString()} ${error ?? ""}`);
  }
  const prelude = JSON.parse(all.subarray(0, at).toString()) as Omit<Streamed, "body">;
  return { ...prelude, body: all.subarray(at + 8).toString(), ...(error !== undefined && { error }) };
}
