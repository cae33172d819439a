import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";

const installed = (path: string): string => fileURLToPath(new URL(`../ric/node_modules/${path}`, import.meta.url));

/** AWS's own runtime client, which `lambda/ric/install.mjs` installs. */
const CLIENT: string = installed("aws-lambda-ric/index.mjs");

/** The older Node.js of Lambda, which comes with it. */
export const NODE_22: string = installed("node/bin/node");

/** A function to run. */
export interface FunctionOptions {
  /** The module's file, and the name that it exports the handler by: `/path/index.mjs`, `handler`. */
  readonly file: string;
  readonly exportName: string;
  /** Lambda's timeout, in milliseconds. */
  readonly timeout: number;
  /** Whose Node.js runs it. Default: this one. */
  readonly node?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Gets what the function prints. */
  readonly log: (text: string) => void;
}

/** @throws Error where the client is not installed */
export function checkClient(): void {
  if (!existsSync(CLIENT)) throw new Error("AWS's runtime client is not installed: run node lambda/ric/install.mjs");
}

/**
 * Starts the client with a function, as Lambda does.
 *
 * @param address of the runtime API
 */
export function startClient({ file, exportName, node, env, log }: FunctionOptions, address: string): ChildProcess {
  const child = spawn(node ?? process.execPath, [CLIENT], {
    cwd: dirname(file),
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      AWS_LAMBDA_RUNTIME_API: address,
      _HANDLER: `${basename(file).replace(/\.\w+$/, "")}.${exportName}`,
      LAMBDA_TASK_ROOT: dirname(file),
      AWS_LAMBDA_FUNCTION_NAME: "corskit",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/corskit",
      AWS_LAMBDA_LOG_STREAM_NAME: "local",
      AWS_REGION: "us-east-1",
      ...env,
    },
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => log(chunk.toString()));
  // A frozen process would outlive this one.
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.removeListener("exit", kill));
  return child;
}
