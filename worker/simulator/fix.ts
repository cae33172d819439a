import type { Failure } from "../../src/browser/index.ts";
import { fixRaw } from "./fix-raw.ts";
import type { Scenario } from "./scenario.ts";

/**
 * Mends what made a request fail, on the server's side and for the page's origin alone: no origin is ever reflected,
 * and `null` is not allowed. It takes one step; another failure may come to light.
 *
 * @returns the mended scenario; null where the page, the visitor or the network is at fault
 */
export async function applyFix(
  scenario: Scenario,
  { code, detail }: Pick<Failure, "code" | "detail">,
): Promise<Scenario | null> {
  const { page, server } = scenario;
  // What the cache hands out was right for another page: its key has to hold the origin.
  if (server.cache.kind === "ignores Vary" && /AllowOrigin/.test(code)) {
    return { page, server: { ...server, cache: { ...server.cache, kind: "keeps Vary" } } };
  }
  const mended =
    server.kind === "raw"
      ? fixRaw(page, server, code, detail ?? "")
      : // Loaded with the first policy: most of it is corskit's own.
        await (await import("./fix-policy.ts")).fixPolicy(page, server, code, detail ?? "");
  return mended && { page, server: mended };
}
