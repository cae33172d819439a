import { withCors, type HttpEventV2 } from "../../../src/lambda/index.ts";
import { PAGE } from "../animal.ts";

// What the runtime client runs.

/** Knows one path and crashes on others. */
async function rides({ rawPath }: HttpEventV2): Promise<{ statusCode: number; body: string }> {
  if (rawPath !== "/") throw new Error(`no route for ${rawPath}`);
  return { statusCode: 200, body: '{"rides":[]}' };
}

export const right = withCors({ allowOrigins: [PAGE, "https://*.example.org"], allowCredentials: true }, rides);

/** The headers on what the handler returns, as tutorials have it: what it throws has none. */
export async function byHand(event: HttpEventV2): Promise<object> {
  const headers = { "Access-Control-Allow-Origin": PAGE, "Access-Control-Allow-Credentials": "true" };
  if (event.requestContext.http.method === "OPTIONS") return { statusCode: 204, headers };
  return { ...(await rides(event)), headers };
}
