import type { CDPSession } from "playwright-core";
import { StepLog } from "./step-log.ts";

/** Chromium's own words on each step. All of these events come from the renderer, in the order there. */
export async function listenTo(session: CDPSession): Promise<StepLog> {
  const log = new StepLog();
  const requests = new Map<string, string>();
  session.on("Runtime.consoleAPICalled", ({ args }) => {
    log.mark(String(args[0]?.value));
  });
  session.on("Network.requestWillBeSent", ({ requestId, request, initiator }) => {
    // A preflight fails under an id of its own, and then once more as the request that needed it.
    if (initiator.type !== "preflight") requests.set(requestId, request.url);
  });
  session.on("Network.loadingFinished", ({ requestId }) => {
    requests.delete(requestId);
  });
  session.on("Network.loadingFailed", ({ requestId, corsErrorStatus, errorText }) => {
    const url = requests.get(requestId);
    if (url === undefined) return;
    // Some failures are told twice, and only once in full.
    log.file(url, (before) => ({
      ...before,
      netError: errorText || before.netError,
      corsError: corsErrorStatus?.corsError ?? before.corsError,
      failedParameter: corsErrorStatus?.failedParameter ?? before.failedParameter,
    }));
  });
  session.on("Log.entryAdded", ({ entry: { text } }) => {
    // An echo of loadingFailed, or of the status.
    if (!text.startsWith("Failed to load resource:")) log.fileMessage(text);
  });
  for (const domain of ["Network", "Runtime", "Log"] as const) await session.send(`${domain}.enable`);
  return log;
}
