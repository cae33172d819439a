import { fromFetch, fromFetchStreaming } from "../src/lambda/index.ts";
import { policyFor } from "../worker/cors.ts";
import { createRides } from "../worker/rides.ts";

/** Patterns of the pages' origins, separated by commas. */
const policy = policyFor({ ORIGINS: process.env["ORIGINS"] ?? "http://app.localhost:*" });
const rides = createRides();

/** Any HTTP event source. */
export const handler = fromFetch(policy, rides.fetch);

/** A Function URL with `InvokeMode: RESPONSE_STREAM`. */
export const streaming = fromFetchStreaming(policy, rides.fetch);
