const DELIMITERS = /[\t\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]/;
const TIME = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?!\d)/;
const DAY = /^(\d{1,2})(?!\d)/;
const MONTH = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;
const YEAR = /^(\d{2,4})(?!\d)/;
const MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

/**
 * A date as Expires has it, which is not what `Date.parse` reads: no zone counts, and years may have two digits
 * (https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.1.1).
 *
 * @returns milliseconds since 1970, or null where it is none
 */
export function parseCookieDate(text: string): number | null {
  const tokens = text.split(DELIMITERS);
  // Each token is the first of these that it can be and that has not been found yet.
  const found = new Map<RegExp, RegExpExecArray>();
  for (const token of tokens) {
    for (const pattern of [TIME, DAY, MONTH, YEAR]) {
      const match = found.has(pattern) ? null : pattern.exec(token);
      if (match === null) continue;
      found.set(pattern, match);
      break;
    }
  }
  const [, hour = 24, minute = 60, second = 60] = (found.get(TIME) ?? []).map(Number);
  const day = Number(found.get(DAY)?.[1] ?? 0);
  const month = MONTHS.indexOf(found.get(MONTH)?.[1]?.toLowerCase() ?? "-") / 3;
  const year = fullYear(Number(found.get(YEAR)?.[1] ?? -1));
  if (hour > 23 || minute > 59 || second > 59 || month < 0 || year < 1601) return null;
  const date = new Date(Date.UTC(year, month, day, hour, minute, second));
  return date.getUTCDate() === day ? date.getTime() : null;
}

function fullYear(year: number): number {
  if (year >= 70 && year <= 99) return year + 1900;
  return year >= 0 && year <= 69 ? year + 2000 : year;
}
