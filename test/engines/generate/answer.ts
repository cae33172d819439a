import type { Answer, Header } from "../scenario.ts";
import type { Random } from "./random.ts";
import type { Asked } from "./request.ts";

const NORMALIZED = /^(?:delete|get|head|options|post|put)$/i;
const OTHER_METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "PURGE"];
const OTHER_NAMES = ["X-Other", "content-type", "Authorization", "x-api-key", "accept"];

/** Headers that a page would like to read, or must not. */
const EXTRAS: readonly Header[] = [
  ["X-Request-Id", "1"],
  ["X-Request-Id", "2"],
  ["X-Custom", "1"],
  ["ETag", '"1"'],
  ["Content-Language", "en"],
  ["Expires", "0"],
  ["Last-Modified", "Thu, 01 Jan 1970 00:00:00 GMT"],
  ["Pragma", "no-cache"],
  // Gone at once: the jar is the same for all scenarios.
  ["Set-Cookie", "gone=1; Max-Age=0"],
  ["Set-Cookie2", "gone=1"],
  ["Content-Type", "text/html; charset=utf-8"],
  ["Server", "demo"],
  ["X-Empty", ""],
];

const EXPOSED = [
  "X-Request-Id",
  "x-custom",
  "ETag",
  "Set-Cookie",
  "Set-Cookie2",
  "Server",
  "X-Absent",
  "Content-Language",
  "x-empty",
];

/** Statuses that every engine lets through as they are: not 1xx, 407, 408, 421, which connections act on. */
const STATUSES = [
  201, 202, 203, 204, 205, 206, 207, 226, 299, 300, 302, 303, 304, 305, 307, 399, 400, 401, 402, 403, 404, 405, 409,
  410, 418, 422, 425, 429, 451, 499, 500, 501, 502, 503, 504, 511, 599,
];

export function drawStatus(random: Random): number {
  return random.pick(STATUSES);
}

function some<T>(random: Random, from: readonly T[], percent: number): readonly T[] {
  return from.filter(() => random.chance(percent));
}

function shuffled<T>(random: Random, from: readonly T[]): readonly T[] {
  const rest = [...from];
  return Array.from(from, () => rest.splice(random.below(rest.length), 1)).flat();
}

function list(random: Random, members: readonly string[]): string {
  return shuffled(random, members).join(
    random.weighted([
      [6, ", "],
      [2, ","],
      [1, " , "],
      [1, ",\t"],
    ]),
  );
}

/** Allow-Origin and Allow-Credentials as the request needs them. */
function basics(random: Random, asked: Asked, origin: string): readonly Header[] {
  const include = asked.credentials === "include";
  const star = !include && random.chance(25);
  return [
    ["Access-Control-Allow-Origin", star ? "*" : origin],
    ...(include || random.chance(20) ? [["Access-Control-Allow-Credentials", "true"] as const] : []),
  ];
}

/** An answer that lets the preflight pass. @param origin what the page's origin is on this hop */
export function rightPreflight(random: Random, asked: Asked, origin: string): Answer {
  const include = asked.credentials === "include";
  const method = NORMALIZED.test(asked.method) ? asked.method.toUpperCase() : asked.method;
  const names = [...new Set(asked.headers.map(([name]) => (random.chance(50) ? name : name.toLowerCase())))];
  const headers: Header[] = [...basics(random, asked, origin)];
  if (!/^(?:GET|HEAD|POST)$/.test(method) || random.chance(50)) {
    const star = !include && random.chance(20);
    headers.push([
      "Access-Control-Allow-Methods",
      star ? "*" : list(random, [method, ...some(random, OTHER_METHODS, 25)].filter(isToken)),
    ]);
  }
  if (names.length > 0 || random.chance(20)) {
    const star = !include && random.chance(20);
    const wanted = star ? ["*", ...names.filter((name) => /^authorization$/i.test(name))] : names;
    headers.push([
      "Access-Control-Allow-Headers",
      list(random, [...wanted, ...some(random, OTHER_NAMES, 15)].filter(isToken)),
    ]);
  }
  if (random.chance(50))
    headers.push([
      "Access-Control-Max-Age",
      random.weighted([
        [4, "600"],
        [2, "0"],
        [1, "5"],
      ]),
    ]);
  return {
    status: random.weighted([
      [5, 204],
      [4, 200],
      [1, 202],
    ]),
    headers,
  };
}

/** An answer that the page may read. */
export function rightActual(random: Random, asked: Asked, origin: string): Answer {
  const headers: Header[] = [...basics(random, asked, origin), ...some(random, EXTRAS, random.chance(60) ? 0 : 30)];
  if (random.chance(40)) headers.push(["Access-Control-Expose-Headers", drawExposed(random)]);
  return { status: random.chance(70) ? 200 : drawStatus(random), headers };
}

function drawExposed(random: Random): string {
  return random.chance(25) ? "*" : list(random, some(random, EXPOSED, 40));
}

export function isToken(text: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9a-z]+$/i.test(text);
}
