/** Null where it is none. Of some hosts that are too long Node.js and workerd say that they can be parsed, and throw. */
export function parseUrl(written: string, base?: string): URL | null {
  try {
    return new URL(written, base);
  } catch {
    return null;
  }
}
