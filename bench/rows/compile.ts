import type { TimedRow } from "../harness/row.ts";
import { cors } from "../../src/index.ts";

const COUNT = 100_000;

export const compile: TimedRow = {
  id: "compile",
  title: "100,000 origins compiled",
  runtimes: ["node"],
  contenders() {
    const origins = Array.from({ length: COUNT }, (_, i) => `https://shop-${i}.example`);
    const json = JSON.stringify(origins);
    return [
      { name: "JSON.parse", run: () => JSON.parse(json) as unknown },
      // Parsed each time, as a config is that is read once: the strings are new, and nothing is known of them.
      {
        name: "corskit cors()",
        over: "JSON.parse",
        run: () => cors({ allowOrigins: JSON.parse(json) as string[] }),
      },
    ];
  },
  aims: [{ name: "cors() / JSON.parse", of: "corskit cors()", against: "JSON.parse", atMost: 10 }],
};
