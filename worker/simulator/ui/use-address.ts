import { useEffect, useRef, useState } from "hono/jsx/dom";
import type { Engine } from "../../../src/browser/index.ts";
import type { Example, Scenario } from "../scenario.ts";
import { faultOf, hashOf, readHash, type Read } from "./location.ts";

export interface Address {
  readonly scenario: Scenario;
  /** In which browser to show it; null for the visitor's own. */
  readonly engine: Engine | null;
  /** What is wrong with the link that was opened. */
  readonly linkFault: string | null;
  /** `typed`: one of many small changes, which make one step of the browser's history together. */
  go(scenario: Scenario, how: "typed" | "chosen"): void;
  show(engine: Engine): void;
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
  const move = (next: Omit<Read, "fault">, how: "typed" | "chosen"): void => {
    setHere({ ...next, fault: null });
    // What is half typed is in no link: a reload goes back to what was whole.
    if (faultOf(next.scenario) !== null) return;
    write(hashOf(next.scenario, next.engine, examples), how === "typed" && typing.current === true);
    typing.current = how === "typed";
  };
  const { scenario, engine, fault } = here;
  return {
    scenario,
    engine,
    linkFault: fault,
    go: (changed, how) => move({ scenario: changed, engine }, how),
    show: (chosen) => move({ scenario, engine: chosen }, "chosen"),
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
