/** How many calls go without a turn of the event loop. */
const CALLS = 32;

/**
 * Lets the event loop turn now and then, as it does between requests. What a server puts off until then would otherwise
 * pile up, and a loop of awaited calls would never come to it.
 */
export function breathe(run: () => unknown): () => unknown {
  let calls = 0;
  return () => {
    calls++;
    return calls % CALLS === 0 ? new Promise((resolve) => setImmediate(resolve)).then(run) : run();
  };
}
