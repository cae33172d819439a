import type { EngineProfile } from "./engine-profile.ts";
import { isToken, normalizeValue, type HeaderLine, type HeaderList } from "./header-list.ts";

/** https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte */
// oxlint-disable-next-line no-control-regex
const UNSAFE_BYTE = /[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/;

const LANGUAGE_BYTES = /^[0-9A-Za-z *,\-.;=]*$/;

const SAFELISTED_TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)$/;

const LONGEST_VALUE = 128;
const LONGEST_SUM = 1024;

/**
 * The essence of a MIME type, in lower case, or undefined. The strict parser, not the forgiving one
 * (https://mimesniff.spec.whatwg.org/#parse-a-mime-type).
 */
export function essenceOf(value: string): string | undefined {
  const [essence = ""] = normalizeValue(value).split(";");
  const slash = essence.indexOf("/");
  const type = essence.slice(0, slash);
  const subtype = normalizeValue(essence.slice(slash)).slice(1);
  return isToken(type) && isToken(subtype) ? `${type}/${subtype}`.toLowerCase() : undefined;
}

/** https://fetch.spec.whatwg.org/#simple-range-header-value without whitespace, with a start. */
function isSafelistedRange(value: string, { rangeUnitInAnyCase, longestRange }: EngineProfile): boolean {
  const match = /^bytes=([0-9]+)-([0-9]*)$/.exec(rangeUnitInAnyCase ? value.toLowerCase() : value);
  if (match === null) return false;
  const [, start = "", end = ""] = match;
  return Number(start) < longestRange && Number(end) < longestRange && (end === "" || BigInt(start) <= BigInt(end));
}

/** https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
export function isSafelistedRequestHeader([name, value]: HeaderLine, profile: EngineProfile): boolean {
  const lower = name.toLowerCase();
  if (value.length > LONGEST_VALUE) return false;
  // A header may be called `constructor`.
  if (Object.hasOwn(profile.furtherSafelisted, lower)) return profile.furtherSafelisted[lower]?.test(value) ?? false;
  // oxlint-disable-next-line no-control-regex
  if (profile.nonAsciiIsUnsafe && /[^\0-\x7f]/.test(value)) return false;
  switch (lower) {
    case "accept":
      return !UNSAFE_BYTE.test(value);
    case "accept-language":
    case "content-language":
      return LANGUAGE_BYTES.test(value);
    case "content-type":
      return (
        !UNSAFE_BYTE.test(value) &&
        SAFELISTED_TYPES.test(essenceOf(value) ?? "") &&
        !profile.refusedContentTypes.test(value)
      );
    case "range":
      return isSafelistedRange(value, profile);
    default:
      return false;
  }
}

/**
 * https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names, in lower case, sorted, each once.
 *
 * @param list the author's headers
 */
export function unsafeRequestHeaderNames(list: HeaderList, profile: EngineProfile): readonly string[] {
  const lines = profile.combinesRequestHeaders ? combine(list) : list;
  const unsafe = new Set<string>();
  const safe = new Set<string>();
  let sum = 0;
  for (const line of lines) {
    if (!isSafelistedRequestHeader(line, profile)) unsafe.add(line[0].toLowerCase());
    else {
      safe.add(line[0].toLowerCase());
      sum += line[1].length;
    }
  }
  if (sum > LONGEST_SUM && profile.limitsSafelistedSum) for (const name of safe) unsafe.add(name);
  return [...unsafe].toSorted();
}

/** The unsafe names in an engine's way of writing them into a preflight request. */
export function writtenHeaderNames(list: HeaderList, profile: EngineProfile): readonly string[] {
  const unsafe = unsafeRequestHeaderNames(list, profile);
  if (!profile.repeatsRequestHeaders) return unsafe;
  return list
    .filter((line) => unsafe.includes(line[0].toLowerCase()) && !isSafelistedRequestHeader(line, profile))
    .map(([name]) => name.toLowerCase())
    .toSorted();
}

/** Lines of one name as one line. */
export function combine(list: HeaderList): HeaderList {
  const combined = new Map<string, [string, string]>();
  for (const [name, value] of list) {
    const line = combined.get(name.toLowerCase());
    if (line === undefined) combined.set(name.toLowerCase(), [name, value]);
    else line[1] += `, ${value}`;
  }
  return [...combined.values()];
}
