import { fromUtf8 } from "./header-list.ts";
/** What is wrong with a value that is not `*` and not the request's origin. */
export function wrongOrigin(
  allowed: string,
): "AllowOriginMismatch" | "MultipleAllowOriginValues" | "InvalidAllowOriginValue" {
  if (allowed === "null") return "AllowOriginMismatch";
  if (/[ ,]/.test(allowed)) return "MultipleAllowOriginValues";
  return URL.canParse(fromUtf8(allowed)) ? "AllowOriginMismatch" : "InvalidAllowOriginValue";
}
