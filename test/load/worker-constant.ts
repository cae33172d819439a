import { constant } from "./by-hand.ts";

export default { fetch: constant };
