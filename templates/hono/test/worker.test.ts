import { env } from "cloudflare:workers";
import worker, { type Env } from "../src/entry.worker.ts";
import { notesInKv } from "../src/notes.ts";
import { suite } from "./suite.ts";

declare global {
  namespace Cloudflare {
    interface Env {
      readonly NOTES: KVNamespace;
    }
  }
}

const serverOf = (bindings: Env) => (request: Request) => worker.fetch(request, bindings);

suite({
  server: serverOf(env),
  notes: notesInKv(env.NOTES),
  serverWhere: (happens) => serverOf({ NOTES: new Proxy(env.NOTES, { get: () => happens }) }),
});
