export type { WithCors, WorkerPolicy, WorkerTarget } from "./types.ts";
export { kvOrigins, type KvOptions, type OriginsNamespace } from "./kv-origins.ts";
export { withCors } from "./with-cors.ts";
