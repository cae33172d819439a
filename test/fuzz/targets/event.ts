import { cors } from "../../../src/index.ts";
import { fromFetch, toRequest, withCors } from "../../../src/lambda/index.ts";

const policy = cors({ allowOrigins: ["https://app.example.com", "https://*.example.org"] });
const context = { getRemainingTimeInMillis: () => 30_000, awsRequestId: "1" } as never;
const native = withCors(policy, async () => ({ statusCode: 200, body: "ok" }));
const handler = fromFetch(policy, () => new Response("ok"));

/** Any JSON as an event: an answer that JSON can carry; what is no HTTP event is told so. */
export async function fuzz(text: string): Promise<void> {
  let event: never;
  try {
    event = JSON.parse(text) as never;
  } catch {
    return;
  }
  const answers = [await native(event, context)];
  if (isHttp(event)) answers.push(await handler(event, context));
  for (const answer of answers) if (typeof JSON.stringify(answer) !== "string") throw new Error("no answer");
}

function isHttp(event: never): boolean {
  try {
    toRequest(event);
    return true;
  } catch (error) {
    if (error instanceof TypeError && error.message !== "") return false;
    throw error;
  }
}
