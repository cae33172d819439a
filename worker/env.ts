/** The bindings of wrangler.toml. */
export interface Env {
  /** Patterns of the pages' origins, separated by commas. */
  readonly ORIGINS: string;
  readonly ASSETS: { fetch(request: Request): Promise<Response> };
}
