import type { ExplainPath } from "./issue.ts";
import { show } from "./show.ts";

export const explainPath: ExplainPath = (value) => {
  if (typeof value !== "string") return { message: "no path has a policy", fix: '{ "/*": cors({ … }) }' };
  const segments = value
    .replace(/[?#][^]*/, "")
    .replace(/[*\s]/g, "")
    .split("/")
    .filter(Boolean);
  return {
    message: `${show(value)} is not a path, nor a path that ends in /*`,
    fix: show(["", ...segments, "*"].join("/")),
  };
};
