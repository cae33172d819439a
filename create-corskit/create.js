#!/usr/bin/env node
// `npm create corskit my-api` is `corskit init my-api`.
process.argv.splice(2, 0, "init");
await import(new URL("cli/main.js", import.meta.resolve("corskit")).href);
