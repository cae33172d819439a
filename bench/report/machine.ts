import { readFileSync } from "node:fs";
import { cpus, release, totalmem, type as systemName } from "node:os";

/** Where and with what the numbers were made. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** In gigabytes. */
  readonly memory: number;
  readonly system: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly rounds: number;
  readonly date: string;
}

export function describeMachine(rounds: number): Machine {
  const peers = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    readonly dependencies: Record<string, string>;
  };
  const own = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    readonly devDependencies: Record<string, string>;
  };
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    system: `${systemName()} ${release()}`,
    versions: {
      "Node.js": process.versions.node,
      miniflare: own.devDependencies["miniflare"] ?? "",
      ...peers.dependencies,
    },
    rounds,
    date: new Date().toISOString().slice(0, 10),
  };
}
