import { withCors } from "../../src/workers/index.ts";
import { sound } from "./handlers.ts";
import { policy } from "./policy.ts";

export default { fetch: withCors(policy, sound) };
