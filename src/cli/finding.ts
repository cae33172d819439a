/** Something that is wrong, or will be: of a server, a config, a message. The page, the terminal and JSON show the same. */
export interface Finding {
  /** In kebab case, stable: scripts match on it. */
  readonly code: string;
  /** `error`: pages fail, or strangers read; `warning`: it will bite; `info`: worth knowing. */
  readonly severity: "error" | "warning" | "info";
  /** What was found, in one line. */
  readonly message: string;
  readonly cause: string;
  readonly fix: string;
  /** For the software at hand, ready to paste. */
  readonly snippet?: string | undefined;
  /** What shows it: header lines, requests, lines of a file. */
  readonly evidence?: readonly string[] | undefined;
  /** A command that shows it again. */
  readonly curl?: string | undefined;
}
