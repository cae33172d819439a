import { once } from "node:events";

/**
 * What JavaScript's heap of a Worker holds once all else is collected, in bytes.
 *
 * @param url of the Worker: V8 collects as a task of the isolate, and workerd runs those when there is a request
 */
export async function heapOf(port: number, worker: string, url: string): Promise<number> {
  // Opened for each look: workerd keeps what it has to tell for a debugger that is there.
  const socket = new WebSocket(`ws://127.0.0.1:${port}/${worker}`);
  try {
    // The last thousand messages, and the errors in them, are not the Worker's: they are kept for a debugger.
    const discarded = call(socket, "Runtime.discardConsoleEntries");
    const collected = discarded.then(() => call(socket, "HeapProfiler.collectGarbage")).then(() => true);
    const asked = async (): Promise<boolean> => (await fetch(url)).text().then(() => false);
    while (!(await Promise.race([collected, asked()])));
    return (await call<{ usedSize: number }>(socket, "Runtime.getHeapUsage")).usedSize;
  } finally {
    // Until it is gone, workerd takes it for the one debugger that it lets in.
    if (socket.readyState === WebSocket.OPEN) {
      const closed = once(socket, "close");
      socket.close();
      await closed;
    }
  }
}

/** https://chromedevtools.github.io/devtools-protocol/ */
function call<T>(socket: WebSocket, method: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const send = (): void => socket.send(JSON.stringify({ id: 1, method }));
    socket.addEventListener("message", function onMessage({ data }) {
      const { id, result, error } = JSON.parse(String(data)) as { id?: number; result: T; error?: { message: string } };
      if (id !== 1) return;
      socket.removeEventListener("message", onMessage);
      if (error === undefined) resolve(result);
      else reject(new Error(`workerd's inspector: ${method}: ${error.message}`));
    });
    socket.addEventListener("close", () => reject(new Error(`workerd's inspector does not answer at ${socket.url}`)));
    if (socket.readyState === WebSocket.OPEN) send();
    else socket.addEventListener("open", send);
  });
}
