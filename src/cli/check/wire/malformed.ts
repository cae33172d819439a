import { Readable } from "node:stream";
import { isToken } from "../../../browser/header-list.ts";
import type { Answer } from "./answer.ts";

/**
 * Reads an HTTP/1.1 response that Node's parser gives up on and browsers do not: they leave out lines that are
 * no `name: value`, as Chromium's `HttpUtil::HeadersIterator` does, and take the rest.
 *
 * @param packet what had arrived, from the status line on
 * @returns undefined where it has no whole head, or a NUL in it, which browsers do not put up with either
 */
export function readMalformed(packet: Buffer): Omit<Answer, "remoteAddress"> | undefined {
  const text = packet.toString("latin1");
  const end = /\r?\n\r?\n/.exec(text);
  const head = text.slice(0, end?.index);
  const [statusLine = "", ...lines] = head.split(/\r?\n/);
  const [, version, status, statusText = ""] = /^HTTP\/(1\.[01]) (\d{3})(?: (.*))?$/.exec(statusLine) ?? [];
  if (end === null || status === undefined || head.includes("\0")) return undefined;
  const headers = lines.flatMap((line) => {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0)).trimEnd();
    return isToken(name) ? [[name, line.slice(colon + 1).trim()] as const] : [];
  });
  const rest = packet.subarray(end.index + end[0].length);
  return {
    status: Number(status),
    statusText,
    headers,
    httpVersion: version === "1.0" ? "1.0" : "1.1",
    body: Readable.from([rest]),
  };
}
