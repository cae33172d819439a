/**
 * A value as it would be written in a config, at most some 200 characters of it.
 * Never throws: not for a cycle, a BigInt, or a toJSON of ill will.
 */
export function show(value: unknown): string {
  let text: string;
  try {
    // Of which JSON would show `{}`.
    text = value instanceof RegExp ? String(value) : (JSON.stringify(value) ?? String(value));
  } catch {
    text = typeof value;
  }
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
