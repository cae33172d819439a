import { toBase64 } from "./base64.ts";
import type { Answered } from "./exchange.ts";

/** Fatal, so that nothing is lost; and a byte order mark is part of the body. */
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Types that are never text. What else is not text shows when it is decoded. */
const BINARY = /^(audio|font|image(?!\/svg)|video)\//i;

/**
 * Bytes as a result carries them: as text where they are text, and as Base64 otherwise. Text is preferred
 * since a REST API decodes Base64 only for its binaryMediaTypes
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html).
 */
export function encodeBody(
  bytes: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
): { body: string; isBase64Encoded: boolean } {
  const isPlain = /^(identity)?$/i.test(headers["content-encoding"] ?? "");
  if (bytes.length > 0 && isPlain && !BINARY.test(headers["content-type"] ?? "")) {
    try {
      return { body: UTF8.decode(bytes), isBase64Encoded: false };
    } catch {
      // Not UTF-8.
    }
  }
  return { body: toBase64(bytes), isBase64Encoded: bytes.length > 0 };
}

/** What a body is read by. Not arrayBuffer(), which takes twice as long for the one chunk that most bodies are. */
export type BodyReader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

/**
 * Begins to read a body. What is not to be sent is cancelled.
 *
 * @param exchange whose time ends the reading, which a body without end needs
 * @returns undefined where there is nothing to read
 * @throws TypeError where somebody else reads it
 */
export function readerOf({ status, body, bodyUsed }: Response, { facts, expiry }: Answered): BodyReader | undefined {
  // https://fetch.spec.whatwg.org/#null-body-status
  if (facts.method === "HEAD" || [101, 204, 205, 304].includes(status)) {
    body?.cancel().catch(() => {});
    return undefined;
  }
  if (body === null) return undefined;
  if (bodyUsed) throw new TypeError("the response's body is used already");
  const reader = body.getReader() as BodyReader;
  // Once the time is over, what is read is no longer the handler's.
  if (!expiry?.reason) expiry?.onExpire((reason) => void reader.cancel(reason).catch(() => {}));
  return reader;
}

export async function joinChunks(chunks: Uint8Array<ArrayBuffer>[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
