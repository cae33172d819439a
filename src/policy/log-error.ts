/**
 * Tells of an error on `console.error`. What was thrown may itself throw when it is printed, as in Node.js with a method
 * of its own for that, and no request may fail for it.
 */
export function logError(what: string, error: unknown): void {
  const text = `corskit: ${what}:`;
  try {
    console.error(text, error);
  } catch {
    try {
      console.error(text, "unprintable");
    } catch {}
  }
}
