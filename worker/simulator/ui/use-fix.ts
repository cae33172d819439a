import { useEffect, useRef, useState } from "hono/jsx/dom";
import type { Failure } from "../../../src/browser/index.ts";
import type { Scenario } from "../scenario.ts";

/**
 * The scenario with a failure mended; null where there is none, where no change of the server's helps, and until that
 * is known.
 */
export function useFix(scenario: Scenario, failure: Failure | null): Scenario | null {
  const [fixed, setFixed] = useState<{ readonly of: Failure | null; readonly scenario: Scenario | null }>({
    of: null,
    scenario: null,
  });
  const newest = useRef(failure);
  newest.current = failure;
  useEffect(() => {
    if (failure === null) return;
    const keep = (mended: Scenario | null): void => {
      if (newest.current === failure) setFixed({ of: failure, scenario: mended });
    };
    import("../fix.ts").then(
      async ({ applyFix }) => keep(await applyFix(scenario, failure)),
      // Without the part of the program that mends there is no button, and all else works.
      () => keep(null),
    );
  }, [failure]);
  return fixed.of === failure ? fixed.scenario : null;
}
