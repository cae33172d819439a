import { cors } from "../../src/index.ts";

const policy = cors({ allowOrigins: Array.from({ length: 20 }, (_, i) => `https://shop-${i}.example`) });

export default { fetch: policy.wrap(() => new Response("ok")) };
