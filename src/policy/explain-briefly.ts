import type { Explain, ExplainPath, Fault, Summarize } from "./issue.ts";
import { show } from "./show.ts";

const MORE = "`npx corskit lint` says why";

/** Where a fault is, and who tells more: for bundles that have no room for sentences. */
export const explain = ({ value }: Pick<Fault, "value">): ReturnType<Explain> => ({
  message: `${show(value)} is refused`,
  fix: MORE,
});

export const explainPath: ExplainPath = (value) => explain({ value });

/** The first faults, a line each. */
export const summarize: Summarize = (issues) =>
  issues
    .slice(0, 20)
    .map(({ code, path, message }) => `${path || "config"}: ${message} (${code})\n`)
    .join("") + MORE;
