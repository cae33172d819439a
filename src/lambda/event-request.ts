import { Expiry } from "./expiry.ts";

/**
 * A Request whose signal aborts at the end of an invocation's time. To follow a signal costs Node.js more than the rest
 * of a Request does, and most handlers never look at it: there, it is made when it is first asked for.
 *
 * @throws TypeError for what no Request can have
 */
export function requestUntil(expiry: Expiry, url: string, init?: RequestInit): Request {
  canBeAbandoned ??= tryToAbandon();
  return canBeAbandoned ? new EventRequest(url, init, expiry) : new Request(url, { ...init, signal: expiry.signal });
}

let canBeAbandoned: boolean | undefined;

/** Whether a Request that is made of another one listens to that one's signal; in workerd it follows unheard. */
function tryToAbandon(): boolean {
  const expiry = new Expiry();
  const { signal } = new Request(new EventRequest("data:,", undefined, expiry));
  expiry.expire(new DOMException());
  return signal.aborted;
}

class EventRequest extends Request {
  readonly #expiry: Expiry;

  constructor(url: string, init: RequestInit | undefined, expiry: Expiry) {
    super(url, init);
    this.#expiry = expiry;
    expiry.onExpire((reason) => this.#abandon(reason));
  }

  override get signal(): AbortSignal {
    return this.#expiry.signal;
  }

  override clone(): Request {
    return new Request(super.clone(), { signal: this.signal });
  }

  /**
   * `fetch(request)` and `new Request(request)` do not ask for the signal, but follow the one inside. That has no
   * controller: what listens to it is told by hand.
   */
  #abandon(reason: DOMException): void {
    const inner = super.signal;
    Object.defineProperties(inner, { aborted: { value: true }, reason: { value: reason } });
    inner.dispatchEvent(new Event("abort"));
  }
}
