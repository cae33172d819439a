/**
 * Waits no longer than so many milliseconds.
 *
 * @throws Error where that was too short
 */
export async function within<T>(answer: T | PromiseLike<T>, timeout: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, timeout, new Error(`no answer within ${timeout} ms`));
  });
  try {
    return await Promise.race([answer, limit]);
  } finally {
    if (timer !== undefined) clearTimeout(timer);
  }
}
