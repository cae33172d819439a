import { parseArgs, type ParseArgsConfig } from "node:util";
import { givenSeed } from "./seed.ts";

type OptionsConfig = NonNullable<ParseArgsConfig["options"]>;
type Values<Options extends OptionsConfig> = ReturnType<typeof parseArgs<{ options: Options }>>["values"];

/** `--seed`, which repeats a run. */
export const SEED = { type: "string", default: String(givenSeed()) } as const;

/** What a command was called with. For `--help` it prints its usage and ends, for an option that is none as well. */
export function readOptions<const Options extends OptionsConfig>(usage: string, options: Options): Values<Options> {
  if (process.argv.includes("--help")) {
    console.log(usage);
    process.exit();
  }
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error), usage);
  }
}

/** Says what is wrong with an option, and ends. */
export function refuse(message: string, usage: string): never {
  console.error(`${message}\n\n${usage}`);
  process.exit(2);
}
