export type { WithCors, WorkerPolicy, WorkerTarget } from "./types.ts";
export { withCors } from "./with-cors.ts";
