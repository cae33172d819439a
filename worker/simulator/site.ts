/** The real origins at which the simulator runs things for real: one Worker, on hostnames of its own. */
export interface Site {
  /** The page's. */
  readonly page: string;
  /** Those that stand in for other origins, in the order in which they are given away. */
  readonly others: readonly string[];
}

/** The first labels of the hosts: `app.` is the page's. */
export const LABELS = ["api", "other", "third"] as const;

/** The site that a host belongs to, whichever of them it is: `api.localhost:8787` to that of `app.localhost:8787`. */
export function siteOf(url: string): Site {
  const { protocol, host } = new URL(url);
  const domain = host.slice(host.indexOf(".") + 1);
  return { page: `${protocol}//app.${domain}`, others: LABELS.map((label) => `${protocol}//${label}.${domain}`) };
}

/** What a path under `/s/` says: `/s/<run>/<slot>/<scenario>`. */
export interface StagedPath {
  readonly run: string;
  /** A hop; `nowhere`: what no hop answers; `cookie` and `forget`: set the scenario's cookie, and take it away. */
  readonly slot: number | "nowhere" | "cookie" | "forget";
  /** `encodeScenario`'s. */
  readonly encoded: string;
}

/** Random enough that nobody meets another's run: 8 to 40 letters, digits, `-` and `_`. */
export const RUN = /^[\w-]{8,40}$/;

export function stagedUrl(origin: string, { run, slot, encoded }: StagedPath): string {
  return `${origin}/s/${run}/${slot}/${encoded}`;
}

/** @returns null for any other path */
export function readStagedUrl(url: string): StagedPath | null {
  const [empty, s, run = "", slot = "", encoded = "", ...rest] = new URL(url).pathname.split("/");
  if (empty !== "" || s !== "s" || rest.length > 0 || !RUN.test(run)) return null;
  if (slot === "nowhere" || slot === "cookie" || slot === "forget") return { run, slot, encoded };
  return /^\d$/.test(slot) ? { run, slot: Number(slot), encoded } : null;
}
