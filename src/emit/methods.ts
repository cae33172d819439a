import type { ListedPolicy } from "./read-policy.ts";
import { sift, type Sifted } from "./sift.ts";

/** They need no permission (https://fetch.spec.whatwg.org/#cors-safelisted-method), yet a target may compare them too. */
const SAFELISTED = ["GET", "HEAD", "POST"];

/** A target that knows some methods and no others. */
export interface KnownMethods {
  readonly methods: readonly string[];
  /** Where that is written. */
  readonly source: string;
  /** How else a page gets the others. */
  readonly instead: string;
}

/**
 * The methods that a target is to list: those of the policy that it knows, all that it knows for `*`, and always GET,
 * HEAD and POST, which the policy gives every page that it allows.
 */
export function listMethods({ allowMethods }: ListedPolicy, { methods, source, instead }: KnownMethods): Sifted {
  const any = allowMethods.includes("*");
  const { kept, lost } = sift("allowMethods", allowMethods, (method) => {
    if (methods.includes(method)) return undefined;
    return {
      code: "methods",
      message: method === "*" ? `of any method, only ${methods.join(", ")} are listed` : `${method} is left out`,
      cause: `it takes ${methods.join(", ")} there: ${source}`,
      fix:
        method === "OPTIONS"
          ? "leave OPTIONS out of allowMethods: preflight requests do not need it there"
          : `list those methods alone in allowMethods; or ${instead}`,
    };
  });
  return { kept: [...new Set([...kept, ...(any ? methods : SAFELISTED)])], lost };
}
