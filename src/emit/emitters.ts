import type { Emission, EmitOptions } from "./emission.ts";
import { functionUrl } from "./function-url.ts";
import type { EmitInput } from "./read-policy.ts";
import type { TargetName } from "./targets.ts";

/** What writes for each target. Options are checked by it: what comes from a command line has any values. */
export const EMITTERS: Readonly<Record<TargetName, (input: EmitInput, options: EmitOptions) => Emission>> = {
  "function-url": functionUrl,
};
