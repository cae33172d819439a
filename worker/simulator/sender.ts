import { errand, type Errand } from "./errand.ts";
import type { Seen } from "./send.ts";

/** Whoever sends: this page, or a sandboxed frame in it. */
export interface Sender {
  run(asked: Errand): Promise<Seen | null>;
  close(): void;
}

/** In milliseconds: for a frame that does not come up. */
const LIMIT = 10_000;

/** @param framed the origin is to be `null` @throws Error where there is no frame to be had */
export async function openSender(framed: boolean): Promise<Sender> {
  if (!framed) return { run: errand, close: () => {} };
  const frame = document.createElement("iframe");
  frame.src = "/frame";
  frame.title = "A page of the origin null, which sends the request";
  frame.hidden = true;
  frame.setAttribute("sandbox", "allow-scripts");
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (event: MessageEvent): void => {
      if (event.source !== frame.contentWindow) return;
      removeEventListener("message", hear);
      resolve();
    };
    addEventListener("message", hear);
    setTimeout(() => {
      removeEventListener("message", hear);
      reject(new Error("The sandboxed frame did not start."));
    }, LIMIT);
  });
  document.body.append(frame);
  try {
    await ready;
  } catch (error) {
    frame.remove();
    throw error;
  }
  return {
    run: (asked) =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", (event: MessageEvent<Seen | null>) => {
          port1.close();
          resolve(event.data);
        });
        port1.start();
        // An opaque origin has no name; its window is known.
        frame.contentWindow?.postMessage(asked, "*", [port2]);
      }),
    close: () => frame.remove(),
  };
}
