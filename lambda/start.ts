// Serves the function on this machine as a Function URL would, under AWS's own runtime client.
// npm run start:lambda -- --port 9000 --buffered
import { parseArgs } from "node:util";
import { isOwnHost } from "../worker/own-host.ts";
import { BUNDLE, buildLambda } from "./build.ts";
import { localFunction, startFunctionUrl } from "./runtime-api/index.ts";

const { values } = parseArgs({
  options: { port: { type: "string", default: "8788" }, buffered: { type: "boolean", default: false } },
});
const port = Number(values.port);

try {
  await buildLambda();
  const lambda = localFunction({
    file: BUNDLE,
    exportName: values.buffered ? "handler" : "streaming",
    timeout: 3000,
    env: { ORIGINS: "http://app.localhost:*" },
    log: (text) => process.stdout.write(text),
  });
  const url = await startFunctionUrl(lambda, port, isOwnHost);
  console.log(`
  API   http://api.localhost:${url.port}/rides    ${values.buffered ? "buffered" : "streamed"}
  Page  npm start, then choose this API

  Ctrl-C stops it.
`);
  const stop = async (): Promise<void> => {
    await url.close();
    await lambda.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void stop());
} catch (error) {
  const inUse = (error as { readonly code?: unknown }).code === "EADDRINUSE";
  const other = `npm run start:lambda -- --port ${port + 1}`;
  console.error(inUse ? `Port ${port} is in use. Stop what uses it, or take another: ${other}` : String(error));
  process.exitCode = 1;
}
