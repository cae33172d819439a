import { spawn } from "node:child_process";
import { once } from "node:events";

/** What a program came to. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  /** Both of its streams. */
  readonly printed: string;
}

/** npm takes from its cache what is there, and asks nothing that a project does not need. */
const ENV = {
  npm_config_prefer_offline: "true",
  npm_config_audit: "false",
  npm_config_fund: "false",
  npm_config_update_notifier: "false",
  NO_COLOR: "1",
  CI: "true",
};

/** Runs a program to its end. */
export async function program(command: string, args: readonly string[], cwd: string): Promise<Ended> {
  const { FORCE_COLOR: _colors, ...inherited } = process.env;
  const child = spawn(command, args, { cwd, env: { ...inherited, ...ENV }, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    printed += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out, printed };
}

/** @throws Error with what it printed where it does not end with 0 */
export async function need(command: string, args: readonly string[], cwd: string): Promise<Ended> {
  const ended = await program(command, args, cwd);
  if (ended.code === 0) return ended;
  throw new Error(`${command} ${args.join(" ")} ended with ${ended.code}\n${ended.printed.slice(-6000)}`);
}
