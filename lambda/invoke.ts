// Invokes the function with an event, under AWS's own runtime client:
// node lambda/invoke.ts lambda/events/preflight.json
import { readFile } from "node:fs/promises";
import { BUNDLE, buildLambda } from "./build.ts";
import { localFunction } from "./runtime-api/index.ts";

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error("Which event? node lambda/invoke.ts lambda/events/preflight.json");
  process.exit(1);
}
const event: unknown = JSON.parse(await readFile(file, "utf8"));
await buildLambda();
const lambda = localFunction({
  file: BUNDLE,
  exportName: "handler",
  timeout: 3000,
  env: { ORIGINS: "https://app.example.com,https://www.example.com" },
  log: (text) => process.stderr.write(text),
});
const outcome = await lambda.invoke(event);
console.log(outcome.kind === "buffered" ? JSON.stringify(JSON.parse(outcome.payload), null, 2) : outcome);
await lambda.close();
