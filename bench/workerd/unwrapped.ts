import { served } from "./served.ts";

export default { fetch: served };
