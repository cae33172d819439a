import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { readMalformed } from "./malformed.ts";

const read = (packet: string) => readMalformed(Buffer.from(packet, "latin1"));

test("lines that are no header are left out, as browsers do", async () => {
  const answer = read(
    "HTTP/1.1 404 Not Here\r\nA: 1\r\nno colon\r\n: no name\r\nb \t: 2 \r\nc d: 3\r\nVary:\xe9\r\n\r\nbody\r\n\r\nof it",
  );
  const { body, ...head } = answer!;
  expect(head).toEqual({
    status: 404,
    statusText: "Not Here",
    headers: [
      ["A", "1"],
      ["b", "2"],
      ["Vary", "\xe9"],
    ],
    httpVersion: "1.1",
  });
  expect(await text(body)).toBe("body\r\n\r\nof it");
});

test("bare line feeds, no reason and HTTP/1.0", () => {
  expect(read("HTTP/1.0 200\nA: 1\n\n")).toMatchObject({
    status: 200,
    statusText: "",
    headers: [["A", "1"]],
    httpVersion: "1.0",
  });
});

describe("is no response", () => {
  test.each([
    "",
    "\r\n\r\n",
    "HTTP/1.1 200 OK\r\nA: 1\r\n",
    "SSH-2.0-x\r\n\r\n",
    "HTTP/1.1 20 OK\r\n\r\n",
    "HTTP/2 200\r\n\r\n",
    "HTTP/1.1 200 OK\r\nA\0: 1\r\n\r\n",
  ])("%j", (packet) => {
    expect(read(packet)).toBeUndefined();
  });
});
