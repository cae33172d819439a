import { wrongOrigin } from "./wrong-origin.ts";
import type { FailureCode } from "./failure.ts";

const OF_ORIGINS: ReadonlySet<string> = new Set([
  "AllowOriginMismatch",
  "MultipleAllowOriginValues",
  "InvalidAllowOriginValue",
]);

/**
 * Firefox has one text for three failures, and tells the value: it shows which one it is.
 *
 * @param detail what stands in the message
 */
export function narrow(codes: readonly FailureCode[], detail: string | undefined): readonly FailureCode[] {
  const bases = codes.map((code) => code.replace("Preflight", ""));
  if (detail === undefined || !bases.every((base) => OF_ORIGINS.has(base))) return codes;
  const narrowed = codes.filter((_, i) => bases[i] === wrongOrigin(detail));
  return narrowed.length > 0 ? narrowed : codes;
}
