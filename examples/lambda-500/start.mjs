import { serve } from "./serve.mjs";

const { origin, apis, close } = await serve([8800, 8801, 8802], (text) => process.stdout.write(text));
console.log(`Open ${origin}/?${new URLSearchParams(apis.map((api) => ["api", api]))}\nCtrl-C stops it.`);
// A function that waits for its next event is frozen, and hears of no signal itself.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.once(signal, () => void close().then(() => process.exit()));
