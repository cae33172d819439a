import type { Context } from "hono";
import { createApp } from "./app.ts";
import { notesInKv } from "./notes.ts";

/** What wrangler.jsonc binds the Worker to. */
export interface Env {
  readonly NOTES: KVNamespace;
}

export default createApp((c: Context<{ Bindings: Env }>) => notesInKv(c.env.NOTES));
