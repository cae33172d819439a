import { fromFetch } from "corskit/lambda";
import { createApp } from "./app.ts";
import { policy } from "./cors.ts";
import { notesInMemory, type Notes } from "./notes.ts";

/** The app as a Lambda handler, under the policy. Tests pass notes of their own. */
export function createHandler(notes: Notes) {
  // Half a second before Lambda or the gateway would give up, the function answers 504 itself, and request.signal
  // aborts: a page can read its answer, and not theirs.
  return fromFetch(policy, createApp(notes), { deadlineMargin: 500 });
}

export const handler = createHandler(notesInMemory());
