import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { nginx } from "../../src/emit/nginx.ts";
import { Closers } from "../engines/closers.ts";
import { startOrSkip } from "../support/start-or-skip.ts";
import { runNginx } from "../zoo/nginx.ts";
import { faultsOfRequests, faultsOfVisits, hostedPolicies, type Hosted } from "./judge.ts";
import { overSocket, transportOf } from "./over-socket.ts";
import { startUpstream } from "./upstream.ts";

const seed = inject("seed");
const policies = hostedPolicies(seed, 300);

/** A server as people have one: the policy is included, the rest is theirs. */
function serverOf({ config, host }: Hosted, i: number, folder: string): string {
  const options = { prefix: `p${i}` };
  return `
${nginx(config, { ...options, part: "http" }).output}
server {
  listen unix:${folder}/nginx; server_name ${host};
${nginx(config, { ...options, part: "server" }).output}
  location / { proxy_pass http://unix:${folder}/upstream:; }
  location /hang { proxy_pass http://unix:${folder}/upstream:; proxy_read_timeout 20ms; }
  location /down { proxy_pass http://unix:${folder}/nobody:; }
}`;
}

const closers = new Closers();
const server = await startOrSkip("nginx", () =>
  Closers.opening(async (opened) => {
    const folder = await mkdtemp(join(tmpdir(), "corskit-emit-"));
    opened.add(() => rm(folder, { recursive: true, force: true }));
    opened.add((await startUpstream(join(folder, "upstream"))).close);
    const servers = policies.map((hosted, i) => serverOf(hosted, i, folder));
    const room = "variables_hash_max_size 65536; server_names_hash_max_size 4096;";
    opened.add((await runNginx(folder, [room, ...servers].join("\n"))).close);
    const client = overSocket(join(folder, "nginx"));
    opened.add(async () => client.close());
    closers.add(() => opened.close());
    return client;
  }),
);
afterAll(() => closers.close());

test.skipIf(server === undefined)("pages see in nginx what the policies let them see", async () => {
  const target = transportOf(server!.send);
  const faults = await Promise.all(
    policies.map((hosted, i) => faultsOfVisits(hosted, nginx(hosted.config), target, seed + i, 6)),
  );
  expect(faults.flat().slice(0, 3)).toEqual([]);
});

test.skipIf(server === undefined)("nginx decides every request as the policies do, byte by byte", async () => {
  const send = server!.send;
  const faults = await Promise.all(policies.map((hosted, i) => faultsOfRequests(hosted, send, seed + i, 8)));
  expect(faults.flat().slice(0, 3)).toEqual([]);
});
