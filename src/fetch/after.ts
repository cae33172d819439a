/**
 * Goes on at once with what is there at once: most policies decide without waiting, and most of what
 * waits for nothing should not cost a turn of the event loop.
 *
 * @param value any thenable is waited for: a handler's promise may be of any make
 */
export function after<T, U>(value: T | PromiseLike<T>, next: (value: T) => U | Promise<U>): U | Promise<U> {
  return isThenable(value) ? Promise.resolve(value).then(next) : next(value);
}

export function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof (value as Partial<PromiseLike<T>> | null | undefined)?.then === "function";
}
