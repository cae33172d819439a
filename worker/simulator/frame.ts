// Runs in a sandboxed frame, a page of the origin `null`: sends what the page around it asks for.
import { errand } from "./errand.ts";

// Its address still says whose it is.
const { origin } = new URL(location.href);

addEventListener("message", (event) => {
  const [port] = event.ports;
  if (event.source !== parent || event.origin !== origin || port === undefined) return;
  void errand(event.data).then((result) => port.postMessage(result));
});
parent.postMessage("ready", origin);
