import { expect, test } from "vitest";
import { withUtf8 } from "./charset.ts";

test.each([
  ["text/plain", "text/plain"],
  ["text/plain;charset=utf-8", "text/plain;charset=utf-8"],
  ["text/plain;charset=UTF-8 ", "text/plain;charset=UTF-8 "],
  ['text/plain;charset="Utf-8"', 'text/plain;charset="Utf-8"'],
  ["text/plain;charset=ascii", "text/plain;charset=UTF-8"],
  ["Text/Plain ; Charset=ascii ; Q=1", "text/plain;charset=UTF-8;q=1"],
  ["text/plain;charset=ascii;q=a b", 'text/plain;charset=UTF-8;q="a b"'],
  ['text/plain;q="a\\"b;c";charset=ascii', 'text/plain;q="a\\"b;c";charset=UTF-8'],
  ["text/plain;charset=ascii;charset=utf-8", "text/plain;charset=UTF-8"],
  ["text/plain;charset=utf-8;charset=ascii", "text/plain;charset=utf-8;charset=ascii"],
  ["text/plain;charset=xutf-8", "text/plain;charset=UTF-8"],
  ["text/plain;charset=utf-8x", "text/plain;charset=UTF-8"],
  ["text/plain; \t charset=ascii", "text/plain;charset=UTF-8"],
  ['text/plain;q="a;charset=ascii', 'text/plain;q="a;charset=ascii'],
  ['text/plain;q="a"xyz;charset=ascii', "text/plain;q=a;charset=UTF-8"],
  ['text/plain;charset=ascii;q="ab', "text/plain;charset=UTF-8;q=ab"],
  ["text/plain;charset=", "text/plain;charset="],
  ["text/plain;charset;q=1", "text/plain;charset;q=1"],
  ['text/plain;charset=""', "text/plain;charset=UTF-8"],
  ["text/plain;charset=ascii, x", "text/plain;charset=UTF-8"],
  ["text;charset=ascii", "text;charset=ascii"],
  ["text/plain;charset=ascii;a b=c;d", "text/plain;charset=UTF-8"],
])("%s is sent as %s", (value, expected) => expect(withUtf8(value)).toBe(expected));
