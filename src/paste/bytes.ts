/**
 * A command line holds bytes: `$'\xe9'` is one, and `é` is two. Words are read as isomorphic strings, a
 * character for each byte, which is what header values are to the standard; URLs and bodies are decoded.
 * https://infra.spec.whatwg.org/#isomorphic-decode
 */
export function toBytes(text: string): string {
  // Most of what is pasted is ASCII, and is itself.
  // oxlint-disable-next-line no-control-regex
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
}

/** What UTF-8 makes of bytes; U+FFFD for what it cannot decode. */
export function fromBytes(bytes: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(asArray(bytes));
}

/** The same, null where the bytes are no UTF-8. */
export function fromUtf8(bytes: string): string | null {
  try {
    return new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }).decode(asArray(bytes));
  } catch {
    return null;
  }
}

function asArray(bytes: string): Uint8Array {
  return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
}
