import { parseArgs } from "node:util";
import { givenSeed } from "../support/seed.ts";
import { ENGINES } from "./open.ts";
import type { EngineName } from "./scenario.ts";

export interface Options {
  readonly engines: readonly EngineName[];
  /** Steps per engine. */
  readonly count: number;
  readonly seed: number;
  readonly install: boolean;
  /** A case's id, to be played alone. */
  readonly case: string | undefined;
  /** With the web's security off: differences must show. */
  readonly control: boolean;
  /** Where observations go as JSON lines, in place of a comparison. */
  readonly dump: string | undefined;
}

const COUNT = 20_000;
/** Enough for a control to differ often. */
const CONTROL_COUNT = 500;

/** @throws TypeError or Error where an option is none */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      engine: { type: "string", multiple: true },
      count: { type: "string" },
      seed: { type: "string" },
      install: { type: "boolean", default: false },
      case: { type: "string" },
      control: { type: "boolean", default: false },
      dump: { type: "string" },
    },
  });
  return {
    engines: (values.engine ?? ENGINES).map(toEngine),
    count: toCount(values.count ?? String(values.control ? CONTROL_COUNT : COUNT)),
    seed: toCount(values.seed ?? String(givenSeed())),
    install: values.install,
    case: values.case,
    control: values.control,
    dump: values.dump,
  };
}

function toEngine(name: string): EngineName {
  const engine = ENGINES.find((known) => known === name);
  if (engine === undefined) throw new Error(`--engine ${name}: one of ${ENGINES.join(", ")}`);
  return engine;
}

function toCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${text} is no whole number`);
  return Number(text);
}
