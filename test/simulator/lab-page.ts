// Runs in the lab's own page, which nobody calls into: fetches links, plays them and hands the results in.
import { playAll } from "./lab.ts";

const links = await (await fetch("/lab-links")).text();
const result = await playAll(links).catch((error: unknown) => String(error));
await fetch("/lab-results", { method: "POST", body: result });
