import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { r2 } from "../../src/emit/r2.ts";

const WRANGLER = join(import.meta.dirname, "../../node_modules/wrangler/bin/wrangler.js");

/** Cloudflare's API as far as wrangler needs it for this: it takes everything, and keeps what it was sent. */
async function startApi(): Promise<{ port: number; sent: string[]; stop: () => Promise<void> }> {
  const sent: string[] = [];
  const server = createServer(async (request, response) => {
    sent.push(`${request.method} ${request.url} ${await text(request)}`);
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ success: true, result: {}, errors: [], messages: [] }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { port, sent, stop: async () => void (await once(server.close(), "close")) };
}

test("wrangler takes the file, and sends Cloudflare's API the rules in it", async () => {
  const { output } = r2({ allowOrigins: ["https://app.example.com"], exposeHeaders: ["ETag"] });
  const folder = await mkdtemp(join(tmpdir(), "corskit-r2-"));
  const api = await startApi();
  try {
    await writeFile(join(folder, "cors.json"), output);
    const args = ["r2", "bucket", "cors", "set", "rides", "--file", "cors.json", "--force"];
    const child = spawn(process.execPath, [WRANGLER, ...args], {
      cwd: folder,
      env: {
        HOME: folder,
        CI: "true",
        WRANGLER_SEND_METRICS: "false",
        CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${api.port}`,
        CLOUDFLARE_API_TOKEN: "none",
        CLOUDFLARE_ACCOUNT_ID: "account",
      },
    });
    let printed = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    const [code] = await once(child, "close");
    expect(printed).toContain("Set CORS configuration for bucket 'rides'");
    expect(code).toBe(0);
    const { rules } = JSON.parse(output);
    expect(api.sent).toEqual([`PUT /accounts/account/r2/buckets/rides/cors ${JSON.stringify({ rules })}`]);
  } finally {
    await api.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
