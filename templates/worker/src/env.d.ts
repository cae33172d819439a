declare namespace Cloudflare {
  /** What wrangler.jsonc binds the Worker to. */
  interface Env {
    readonly NOTES: KVNamespace;
  }
}
