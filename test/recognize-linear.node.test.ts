import { expect, test } from "vitest";
import { recognize } from "../src/browser/index.ts";
import { CONSOLE_MESSAGES } from "./support/console-messages.ts";
import { cpuTime } from "./support/cpu-time.ts";

// On Node alone: in workerd the clock stands still while code runs.
test.each([
  "Access to fetch at 'https://a.example/",
  "Access to fetch at 'u' from origin 'o' has been blocked by CORS policy: ",
  "The 'Access-Control-Allow-Origin' header contains multiple values '",
  "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at x. (",
  "Origin a is not allowed by Access-Control-Allow-Origin.\n",
  "Method ",
  "'",
  " ",
  "\n",
  "a",
  "net::ERR_",
  "TypeError\n",
])("%j takes time in proportion to its length", (piece) => {
  const known = CONSOLE_MESSAGES.map(([, , template]) => template).join("\n");
  // What is not linear takes many seconds.
  expect(cpuTime(() => recognize(known + piece.repeat(70_000 / piece.length)))).toBeLessThan(3000);
});
