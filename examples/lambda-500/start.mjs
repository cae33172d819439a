import { serve } from "./serve.mjs";

const { origin, apis } = await serve([8800, 8801, 8802], (text) => process.stdout.write(text));
console.log(`Open ${origin}/?${new URLSearchParams(apis.map((api) => ["api", api]))}\nCtrl-C stops it.`);
