import type { Explain, ExplainPath, Fault } from "./issue.ts";
import { show } from "./show.ts";

/** Where a fault is, and who tells more: for bundles that have no room for sentences. */
export const explain = ({ value }: Pick<Fault, "value">): ReturnType<Explain> => ({
  message: `${show(value)} is refused`,
  fix: "`npx corskit lint` says why, and what to write",
});

export const explainPath: ExplainPath = (value) => explain({ value });
