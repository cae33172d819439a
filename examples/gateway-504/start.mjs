import { serve } from "./serve.mjs";

const { apis } = await serve([8810, 8811, 8812, 8813]);
console.log(
  `Open http://app.localhost:8810/?${new URLSearchParams(apis.map((api) => ["api", api]))}\nCtrl-C stops it.`,
);
