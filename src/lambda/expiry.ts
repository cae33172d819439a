/**
 * The end of an invocation's time: an AbortController, but for its cost. Most handlers never ask for the signal, and
 * a Request that follows one takes longer to make than all the rest that is done for an event.
 */
export class Expiry {
  /** Why the time is over; undefined while it is not. */
  reason: DOMException | undefined;
  #call: ((reason: DOMException) => void) | undefined;
  #controller: AbortController | undefined;

  /** Made when it is first asked for. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.reason !== undefined) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }

  /** @param call what must not throw */
  onExpire(call: (reason: DOMException) => void): void {
    const before = this.#call;
    this.#call = before
      ? (reason) => {
          before(reason);
          call(reason);
        }
      : call;
  }

  expire(reason: DOMException): void {
    this.reason = reason;
    this.#controller?.abort(reason);
    this.#call?.(reason);
  }
}
