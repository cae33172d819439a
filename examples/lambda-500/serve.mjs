// Both functions under AWS's own runtime client, each behind what stands in for its Function URL, and a page.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { localFunction, startFunctionUrl } from "../../lambda/runtime-api/index.ts";

/** @param ports of the page and the two functions; 0 for any */
export async function serve([page, ...ports], log) {
  const server = createServer(async (_request, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end(await readFile(new URL("page.html", import.meta.url)));
  });
  await once(server.listen(page, "127.0.0.1"), "listening");
  const origin = `http://app.localhost:${server.address().port}`;
  const functions = ["before.mjs", "after.mjs"].map((name) =>
    localFunction({
      file: fileURLToPath(new URL(name, import.meta.url)),
      exportName: "handler",
      timeout: 3000,
      env: { ORIGIN: origin },
      log,
    }),
  );
  const urls = await Promise.all(functions.map((lambda, i) => startFunctionUrl(lambda, ports[i])));
  return {
    origin,
    apis: urls.map(({ port }) => `http://localhost:${port}`),
    async close() {
      server.closeAllConnections();
      server.close();
      for (const one of [...urls, ...functions]) await one.close();
    },
  };
}
