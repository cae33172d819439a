import { fromFetch } from "corskit/lambda";
import { createApp } from "./app.ts";
import { policy } from "./cors.ts";
import { notesInMemory, type Notes } from "./notes.ts";

/** The app as a Lambda handler. Tests pass notes of their own. */
export function createHandler(notes: Notes) {
  const app = createApp(() => notes);
  // The app has the policy already. It is here for the function's own deadline, which only Lambda knows: half a second
  // before, the function answers 504, and a page can read it.
  return fromFetch(policy, app.fetch, { deadlineMargin: 500 });
}

export const handler = createHandler(notesInMemory());
