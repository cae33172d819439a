import { cors } from "corskit/hono";
import { Hono, type Context } from "hono";
import { timeout } from "hono/timeout";
import { validator } from "hono/validator";
import { policy } from "./cors.ts";
import type { Notes } from "./notes.ts";

/** What takes longer is answered with a 504 that pages can read. In milliseconds, below the Timeout in template.yaml. */
export const TIMEOUT = 9_000;

/**
 * A small API of notes, on any platform.
 *
 * @param notesOf finds the notes, in what the platform passes along as `c.env`
 */
export function createApp(notesOf: (c: Context) => Notes): Hono {
  const app = new Hono();
  // First: what comes after it gets the policy's headers, errors and 404 among it.
  app.use(cors(policy));
  app.use(timeout(TIMEOUT));

  app.get("/notes", async (c) => c.json(await notesOf(c).names()));
  app.get("/notes/:name", async (c) => {
    const name = c.req.param("name");
    const text = await notesOf(c).read(name);
    return text === null ? c.json({ error: `There is no note ${name}.` }, 404) : c.json({ name, text });
  });
  app.put("/notes/:name", noteBody, async (c) => {
    const name = c.req.param("name");
    const { text } = c.req.valid("json");
    await notesOf(c).write(name, text);
    return c.json({ name, text }, 201, { Location: `/notes/${name}` });
  });
  app.delete("/notes/:name", async (c) => {
    await notesOf(c).remove(c.req.param("name"));
    return c.body(null, 204);
  });
  return app;
}

const noteBody = validator("json", (body: { text?: unknown } | null, c) =>
  typeof body?.text === "string" ? { text: body.text } : c.json({ error: 'The body has to be {"text": "…"}.' }, 422),
);
