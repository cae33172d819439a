import { sound } from "./handlers.ts";

export default { fetch: sound };
