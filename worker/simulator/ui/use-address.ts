import { useEffect, useRef, useState } from "hono/jsx/dom";
import type { Example, Scenario } from "../scenario.ts";
import { faultOf, hashOf, readHash, type Read } from "./location.ts";

export interface Address {
  readonly scenario: Scenario;
  /** What is wrong with the link that was opened. */
  readonly linkFault: string | null;
  /** `typed`: one of many small changes, which make one step of the browser's history together. */
  go(scenario: Scenario, how: "typed" | "chosen"): void;
}

/** The scenario, kept in the address: it survives reload and is undone by the back button. */
export function useAddress(examples: readonly Example[]): Address {
  const [here, setHere] = useState<Read>(() => readHash(location.hash, examples));
  const typing = useRef(false);
  useEffect(() => {
    const read = (): void => {
      typing.current = false;
      setHere(readHash(location.hash, examples));
    };
    addEventListener("popstate", read);
    addEventListener("hashchange", read);
    return () => {
      removeEventListener("popstate", read);
      removeEventListener("hashchange", read);
    };
  }, []);
  return {
    scenario: here.scenario,
    linkFault: here.fault,
    go(scenario, how) {
      setHere({ scenario, fault: null });
      // What is half typed is in no link: a reload goes back to what was whole.
      if (faultOf(scenario) !== null) return;
      write(hashOf(scenario, examples), how === "typed" && typing.current === true);
      typing.current = how === "typed";
    },
  };
}

function write(hash: string, replaces: boolean): void {
  if (hash === location.hash) return;
  try {
    if (replaces) history.replaceState(null, "", hash);
    else history.pushState(null, "", hash);
  } catch {
    // Safari allows a hundred changes in half a minute. The next one may be written again.
  }
}
