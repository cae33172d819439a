import type { Readable, Transform } from "node:stream";
import { createBrotliDecompress, createInflate, createUnzip, constants } from "node:zlib";
import { getHeader, type HeaderList } from "../../../browser/header-list.ts";

/** What is kept of a body, in bytes. */
const MOST = 4096;

/** Of one that does not end, such as an event stream, what comes within so many milliseconds. */
const LONGEST_WAIT = 300;

/**
 * The start of a body as text, decoded. `fetch` has its response when the headers are there, so a body that
 * breaks off, never ends or is not what it says is no failure: what could be read of it is returned.
 */
export async function readStart(body: Readable, headers: HeaderList): Promise<string> {
  const source = decoded(body, getHeader(headers, "content-encoding"));
  const timer = setTimeout(() => source.destroy(), LONGEST_WAIT);
  const chunks: Buffer[] = [];
  let size = 0;
  // A stream of HTTP/2 that is destroyed says so as an error.
  body.on("error", () => source.destroy());
  try {
    for await (const chunk of source) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size >= MOST) break;
    }
  } catch {
    // What came before it is there.
  } finally {
    clearTimeout(timer);
    body.destroy();
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, MOST));
}

/** Codings are undone from the last to the first; an unknown one leaves the bytes as they are. */
function decoded(body: Readable, encodings: string | null): Readable {
  let source = body;
  for (const encoding of (encodings ?? "").toLowerCase().split(",").toReversed().slice(0, 3)) {
    const decoder = decoderOf(encoding.trim());
    if (decoder === null) continue;
    source.on("error", () => decoder.destroy());
    source = source.pipe(decoder);
  }
  return source;
}

function decoderOf(encoding: string): Transform | null {
  const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = constants;
  switch (encoding) {
    case "gzip":
    case "x-gzip":
      return createUnzip({ flush: Z_SYNC_FLUSH, finishFlush: Z_SYNC_FLUSH });
    case "br":
      return createBrotliDecompress({ flush: BROTLI_OPERATION_FLUSH, finishFlush: BROTLI_OPERATION_FLUSH });
    case "deflate":
      return createInflate({ flush: Z_SYNC_FLUSH, finishFlush: Z_SYNC_FLUSH });
    default:
      return null;
  }
}
