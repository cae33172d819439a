import { toBase64 } from "./base64.ts";

/** Fatal, so that nothing is lost; and a byte order mark is part of the body. */
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Types that are never text. What else is not text shows when it is decoded. */
const BINARY = /^(audio|font|image(?!\/svg)|video)\//i;

/** Statuses whose response has no body (https://fetch.spec.whatwg.org/#null-body-status). */
export function isBodiless(status: number): boolean {
  return status === 101 || status === 204 || status === 205 || status === 304;
}

/**
 * Bytes as a result carries them: as text where they are text, and as Base64 otherwise. Text is preferred
 * since a REST API decodes Base64 only for its binaryMediaTypes
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html).
 */
export function encodeBody(bytes: Uint8Array<ArrayBuffer>, headers: Headers): { body: string; base64: boolean } {
  const encoding = headers.get("content-encoding");
  const compressed = encoding !== null && !/^(identity)?$/i.test(encoding);
  if (bytes.length > 0 && !compressed && !BINARY.test(headers.get("content-type") ?? "")) {
    try {
      return { body: UTF8.decode(bytes), base64: false };
    } catch {
      // Not UTF-8.
    }
  }
  return bytes.length > 0 ? { body: toBase64(bytes), base64: true } : { body: "", base64: false };
}

/**
 * All of a body.
 *
 * @param signal stops reading, which a body without end needs
 * @throws whatever the body fails with
 */
export async function readBody(response: Response, signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer>> {
  if (response.body === null || signal === undefined) return new Uint8Array(await response.arrayBuffer());
  const reader = response.body.getReader();
  const cancel = (): void => void reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener("abort", cancel);
  try {
    const chunks: Uint8Array[] = [];
    for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value);
    return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}
