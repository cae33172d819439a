import { notes } from "./notes";

interface Env {
  readonly NAME?: string;
}

export default {
  async fetch(request, env): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === "/notes") return Response.json([...notes.keys(), env.NAME]);
    if (!pathname.startsWith("/notes/")) return new Response("Not Found", { status: 404 });
    if (request.method === "DELETE") {
      notes.delete(pathname);
      return new Response(null, { status: 204 });
    }
    const { text } = await request.json<{ text?: string }>();
    if (text === undefined) return new Response("text is missing", { status: 422 });
    notes.set(pathname, text);
    return new Response(text, { status: 201 });
  },
} satisfies ExportedHandler<Env>;
