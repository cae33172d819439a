import { basename, resolve } from "node:path";

/** Cloudflare takes 63 characters, CloudFormation 128, and both put more behind it. */
const LONGEST = 50;

/**
 * A name that npm, Cloudflare and CloudFormation all take: lower-case letters, digits and single hyphens, with a
 * letter first.
 *
 * @param folder where the project goes
 */
export function projectName(folder: string): string {
  const name = basename(resolve(folder))
    // Marks go, their letters stay: café is cafe.
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, LONGEST)
    .replace(/-$/, "");
  return name === "" ? "api" : name;
}
