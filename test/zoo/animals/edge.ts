import { localFunction, NODE_22, startFunctionUrl } from "../../../lambda/runtime-api/index.ts";
import { bundleFunctions } from "../../support/bundles.ts";
import { runWorker } from "../../support/wrangler-dev.ts";
import { PAGE, type Animal, type Start } from "../animal.ts";

/** A function of `functions.ts`, under AWS's runtime client and behind a Function URL. */
function lambda(exportName: string): Start {
  return async () => {
    const { file, remove } = await bundleFunctions(new URL("functions.ts", import.meta.url));
    const made = localFunction({ file, exportName, timeout: 3000, node: NODE_22, log: () => {} });
    const url = await startFunctionUrl(made, 0);
    return {
      address: { port: url.port },
      speaks: "plain",
      async close() {
        await url.close();
        await made.close();
        await remove();
      },
    };
  };
}

async function worker(): ReturnType<Start> {
  const { port, stop } = await runWorker([`--var=ORIGINS:${PAGE}`]);
  return { address: { port }, speaks: "plain", close: stop };
}

const CLIENT = "AWS's runtime client";

export const EDGE: readonly Animal[] = [
  { name: "lambda-right", start: lambda("right"), needs: CLIENT, asked: { credentials: "include" }, finding: null },
  {
    name: "lambda-crashes",
    start: lambda("byHand"),
    needs: CLIENT,
    asked: { credentials: "include" },
    finding: "error-without-headers",
  },
  {
    // The Worker takes a host that begins with api for its API.
    name: "api",
    start: worker,
    needs: "wrangler dev",
    asked: { path: "/rides", credentials: "include" },
    finding: null,
  },
];
