import { sound, soundWith } from "./handlers.ts";
import { APP } from "./policy.ts";

const ALLOWED: ReadonlySet<string> = new Set([APP]);

/** The handler without a fault, with the headers of the policy set as one does without a library. */
export function byHand(request: Request): Response {
  const origin = request.headers.get("Origin");
  const response = sound(request);
  const { headers } = response;
  headers.append("Vary", "Origin");
  if (origin === null || !ALLOWED.has(origin)) return response;
  headers.set("Access-Control-Allow-Origin", origin);
  headers.set("Access-Control-Allow-Credentials", "true");
  headers.set("Access-Control-Expose-Headers", "X-Request-Id");
  return response;
}

/** The same headers on each response, whoever asks: nothing is read, and nothing done but to send them. */
export const constant = (request: Request): Response => soundWith(request, CONSTANT);

const CONSTANT = {
  Vary: "Origin",
  "Access-Control-Allow-Origin": APP,
  "Access-Control-Allow-Credentials": "true",
  "Access-Control-Expose-Headers": "X-Request-Id",
};
