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
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeout);
  });
  try {
    return await Promise.race([answer, limit.then(expire)]);
  } finally {
    if (timer !== undefined) clearTimeout(timer);
  }
}
