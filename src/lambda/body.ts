import { toBase64 } from "./base64.ts";
import type { Expiry } from "./expiry.ts";

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
export function encodeBody(
  bytes: Uint8Array<ArrayBuffer>,
  headers: Headers,
): { body: string; isBase64Encoded: boolean } {
  const encoding = headers.get("content-encoding");
  const compressed = encoding !== null && !/^(identity)?$/i.test(encoding);
  if (bytes.length > 0 && !compressed && !BINARY.test(headers.get("content-type") ?? "")) {
    try {
      return { body: UTF8.decode(bytes), isBase64Encoded: false };
    } catch {
      // Not UTF-8.
    }
  }
  return bytes.length > 0 ? { body: toBase64(bytes), isBase64Encoded: true } : { body: "", isBase64Encoded: false };
}

/**
 * All of a body.
 *
 * @param expiry ends the reading, which a body without end needs
 * @throws whatever the body fails with
 */
export async function readBody(response: Response, expiry: Expiry | undefined): Promise<Uint8Array<ArrayBuffer>> {
  const { body } = response;
  if (body === null) return new Uint8Array();
  if (response.bodyUsed) throw new TypeError("the body of the response has been read already");
  // Not arrayBuffer(), which takes twice as long for the one chunk that most bodies are.
  const reader = body.getReader() as ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  // Once the time is over, what is read is no longer the handler's.
  if (!expiry?.reason) expiry?.onExpire((reason) => void reader.cancel(reason).catch(() => {}));
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value);
  if (chunks.length === 1 && chunks[0] instanceof Uint8Array) return chunks[0];
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
