import type { Header } from "../scenario.ts";

// Header lines as authors write them, chosen for the branches of
// https://fetch.spec.whatwg.org/#cors-safelisted-request-header and for where engines leave it.

export const UNSAFE_BYTES = ['"', "(", ")", ":", "<", ">", "?", "@", "[", "\\", "]", "{", "}", "\x7f", "\x01", "\x1f"];
export const SAFE_ODDITIES = [
  "/",
  ",",
  ";",
  "=",
  "\t",
  " ",
  "*",
  "-",
  ".",
  "\x80",
  "\xe4",
  "'",
  "!",
  "_",
  "~",
  "+",
  "%",
];

export const CONTENT_TYPES = [
  "application/json",
  "text/plain",
  "TEXT/PLAIN",
  "text/plain;charset=utf-8",
  "text/plain; charset=utf-8",
  "text/plain ; charset=utf-8",
  "text/plain;",
  "text/plain;;",
  "text/plain, text/plain",
  "text/plain,application/json",
  "text/plain; application/json",
  'text/plain; charset="utf-8"',
  "text / plain",
  "text/ plain",
  "text/plain x",
  "text/html",
  "text/plain2",
  "application/x-www-form-urlencoded",
  "application/x-www-form-urlencoded;charset=UTF-8",
  "multipart/form-data",
  "multipart/form-data; boundary=x",
  "multipart/form-data; boundary=----x/y=z",
  "multipart/mixed",
  "application/octet-stream",
  "text",
  "/",
  "",
  "text/",
  "/plain",
  "*/*",
  "text/plain\t;\tq=1",
  "t\xe4xt/plain",
];

export const RANGES = [
  "bytes=0-",
  "bytes=0-0",
  "bytes=5-10",
  "bytes=10-5",
  "bytes=-5",
  "bytes=-",
  "bytes=",
  "bytes 0-1",
  "BYTES=0-1",
  "Bytes=0-1",
  "bytes=0-1,2-3",
  "bytes= 0-1",
  "bytes=0 -1",
  "bytes =0-1",
  "bytes=00-01",
  "bytes=0-99999999999999999999999",
  "bytes=99999999999999999999999-",
  "bytes=1-0x",
  "bytes=a-b",
  "items=0-1",
  "0-1",
];

export const LANGUAGES = [
  "en",
  "de-AT, en;q=0.5",
  "*",
  "en.x",
  "en_US",
  "en/us",
  "en\t",
  "d\xe9",
  "en,\tde",
  "'en'",
  "en!",
  "en;q=0.5 , *",
];

export const CLIENT_HINTS = [
  "dpr",
  "width",
  "save-data",
  "device-memory",
  "downlink",
  "rtt",
  "ect",
  "viewport-width",
  "sec-ch-ua",
];
export const HINT_VALUES = ["1", "on", "4g", "0.5", "100", "a:b", "x".repeat(129)];

export const ORDINARY = [
  "X-Custom",
  "x-api-key",
  "X-Requested-With",
  "If-None-Match",
  "If-Modified-Since",
  "Cache-Control",
  "Pragma",
  "traceparent",
  "x",
  "!#$%&'*+-.^_`|~",
  "X_Under",
  "Accept-Datetime",
  "Content-Encoding",
  "Content-Location",
  "Last-Event-ID",
  "Purpose",
  "Idempotency-Key",
];

/** Dropped silently, and so without any preflight. */
export const FORBIDDEN = [
  "Accept-Charset",
  "Accept-Encoding",
  "Access-Control-Request-Headers",
  "Access-Control-Request-Method",
  "Access-Control-Request-Private-Network",
  "Access-Control-Allow-Origin",
  "Connection",
  "Cookie",
  "Cookie2",
  "Date",
  "DNT",
  "Expect",
  "Host",
  "Keep-Alive",
  "Origin",
  "Referer",
  "Set-Cookie",
  "TE",
  "Trailer",
  "Upgrade",
  "Via",
  "Proxy-X",
  "Sec-X",
];

export const OVERRIDES = ["X-HTTP-Method", "X-HTTP-Method-Override", "X-Method-Override"];
export const OVERRIDE_VALUES = ["PUT", "TRACE", "track", "GET, CONNECT", "TRACEX", '"TRACE"', "PUT,,TRACE"];

/** Not even a header: the attempt throws. */
export const NO_HEADERS: readonly Header[] = [
  ["X Space", "1"],
  ["", "1"],
  ["X-Line", "a\nb"],
  ["X:Colon", "1"],
  ["X-Nul", "a\0b"],
];
