import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { caddy } from "../../src/emit/caddy.ts";
import { Closers } from "../engines/closers.ts";
import { startOrSkip } from "../support/start-or-skip.ts";
import { runCaddy } from "./caddy.ts";
import { faultsOfRequests, faultsOfVisits, hostedPolicies, type Hosted } from "./judge.ts";
import { overSocket, transportOf } from "./over-socket.ts";
import { startUpstream } from "./upstream.ts";

const seed = inject("seed");
const policies = hostedPolicies(seed, 300);

/** A site as people have one: the snippet is imported, the rest is theirs. */
function siteOf({ config, host }: Hosted, i: number, folder: string): string {
  const prefix = `p${i}`;
  return `
${caddy(config, { prefix }).output}
http://${host} {
	bind unix//${folder}/caddy
	import ${prefix}
	reverse_proxy /down unix//${folder}/nobody
	reverse_proxy /hang unix//${folder}/upstream {
		transport http {
			response_header_timeout 20ms
		}
	}
	reverse_proxy unix//${folder}/upstream
}
`;
}

const closers = new Closers();
const server = await startOrSkip("Caddy", () =>
  Closers.opening(async (opened) => {
    const folder = await mkdtemp(join(tmpdir(), "corskit-emit-"));
    opened.add(() => rm(folder, { recursive: true, force: true }));
    opened.add((await startUpstream(join(folder, "upstream"))).close);
    const sites = policies.map((hosted, i) => siteOf(hosted, i, folder));
    opened.add((await runCaddy(folder, sites.join("\n"))).close);
    const client = overSocket(join(folder, "caddy"));
    opened.add(async () => client.close());
    closers.add(() => opened.close());
    return client;
  }),
);
afterAll(() => closers.close());

test.skipIf(server === undefined)("pages see in Caddy what the policies let them see", async () => {
  const target = transportOf(server!.send);
  const faults = await Promise.all(
    policies.map((hosted, i) => faultsOfVisits(hosted, caddy(hosted.config), target, seed + i, 6)),
  );
  expect(faults.flat().slice(0, 3)).toEqual([]);
});

test.skipIf(server === undefined)("Caddy decides every request as the policies do, byte by byte", async () => {
  const send = server!.send;
  const faults = await Promise.all(policies.map((hosted, i) => faultsOfRequests(hosted, send, seed + i, 8)));
  expect(faults.flat().slice(0, 3)).toEqual([]);
});
