import { serve } from "./serve.mjs";

const { origin, close } = await serve([5173, 8787, 8788]);
console.log(`Open ${origin}\nCtrl-C stops it.`);
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void close().then(() => process.exit()));
