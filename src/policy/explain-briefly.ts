import { show, type Explain } from "./issue.ts";

/** Where a fault is, and who tells more: for bundles that have no room for sentences. */
export const explain: Explain = ({ value }) => ({
  message: `${show(value)} is refused`,
  fix: "`npx corskit lint` says why, and what to write",
});
