export { cors, type HonoPolicy } from "./cors.ts";
