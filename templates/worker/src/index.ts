import { withCors } from "corskit/workers";
import { app, TIMEOUT } from "./app.ts";
import { policy } from "./cors.ts";

export default withCors(policy, { fetch: app }, { timeout: TIMEOUT });
