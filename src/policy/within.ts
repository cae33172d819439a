/**
 * Waits no longer than so many milliseconds.
 *
 * @param expire makes the answer where that was too short
 * @throws Error where there is no `expire`
 */
export async function within<T>(
  answer: T | PromiseLike<T>,
  timeout: number,
  expire: () => T = () => {
    throw new Error(`no answer within ${timeout} ms`);
  },
): Promise<T> {
  let timer!: ReturnType<typeof setTimeout>;
  const limit = new Promise<void>((resolve) => {
    // Eleven days. 25 would fire at once (https://developer.mozilla.org/docs/Web/API/Window/setTimeout#maximum_delay_value).
    timer = setTimeout(resolve, Math.min(timeout, 1e9));
  });
  try {
    return await Promise.race([answer, limit.then(expire)]);
  } finally {
    clearTimeout(timer);
  }
}
