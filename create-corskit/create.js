#!/usr/bin/env node
// `npm create corskit my-api` is `corskit init my-api`.
process.argv.splice(2, 0, "init");
// Whichever build of the library this runtime gets, the command line stands beside it.
await import(import.meta.resolve("corskit").replace(/(?<=\/dist\/).*$/, "cli/main.js"));
