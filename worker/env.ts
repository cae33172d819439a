/** The bindings of wrangler.toml. */
export interface Env {
  /** Patterns of the pages' origins, separated by commas. */
  readonly ORIGINS: string;
  readonly ASSETS: Assets;
  /** Runs of the simulator's scenarios. */
  readonly RUNS: {
    idFromName(name: string): unknown;
    get(id: unknown): { fetch(request: Request): Promise<Response> };
  };
}

/** The files in public/, each under its name, HTML without its ending. */
export interface Assets {
  fetch(request: Request): Promise<Response>;
}
