import { withCors } from "corskit/workers";
import { app } from "./app.ts";
import { policy } from "./cors.ts";

/** Answers 504, which pages can read, where the app has not answered after as many milliseconds. */
export const TIMEOUT = 10_000;

export default withCors(policy, { fetch: app }, { timeout: TIMEOUT });
