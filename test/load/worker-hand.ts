import { byHand } from "./by-hand.ts";

export default { fetch: byHand };
