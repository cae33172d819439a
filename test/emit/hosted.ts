import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Emission } from "../../src/emit/index.ts";
import { Closers } from "../engines/closers.ts";
import type { ListedConfig } from "./differential.ts";
import { faultsOfRequests, faultsOfVisits, type Hosted } from "./judge.ts";
import { overSocket, transportOf, type Send } from "./over-socket.ts";
import { startUpstream } from "./upstream.ts";

/** On a machine that has other work. */

/** A server with many hosts before the upstream. */
export interface Server {
  readonly send: Send;
  close(): Promise<void>;
}

/**
 * Starts the upstream, and a server in front of it.
 *
 * @param run starts the server in a folder, where it listens at the socket `front` and the upstream at `upstream`
 */
export async function serveHosted(run: (folder: string) => Promise<{ close(): Promise<void> }>): Promise<Server> {
  return Closers.opening(async (opened) => {
    const folder = await mkdtemp(join(tmpdir(), "corskit-emit-"));
    opened.add(() => rm(folder, { recursive: true, force: true }));
    opened.add((await startUpstream(join(folder, "upstream"))).close);
    opened.add((await run(folder)).close);
    const client = overSocket(join(folder, "front"));
    opened.add(async () => client.close());
    return { send: client.send, close: () => opened.close() };
  });
}

/** The tests of every real server: what pages see, and every byte of what it decides. */
export function testHosted(
  name: string,
  server: Server | undefined,
  policies: readonly Hosted[],
  emit: (config: ListedConfig) => Emission,
  seed: number,
): void {
  test.skipIf(server === undefined)(`pages see in ${name} what the policies let them see`, async () => {
    const target = transportOf(server!.send);
    const faults = await Promise.all(
      policies.map((hosted, i) => faultsOfVisits(hosted, emit(hosted.config), target, seed + i)),
    );
    expect(faults.flat().slice(0, 3)).toEqual([]);
  });

  test.skipIf(server === undefined)(`${name} decides every request as the policies do, byte by byte`, async () => {
    const faults = await Promise.all(policies.map((hosted, i) => faultsOfRequests(hosted, server!.send, seed + i)));
    expect(faults.flat().slice(0, 3)).toEqual([]);
  });
}
