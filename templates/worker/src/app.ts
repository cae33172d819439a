/** What takes longer, in milliseconds, is answered with a 504 that pages can read. */
export const TIMEOUT = 10_000;

const NOTE = new URLPattern({ pathname: "/notes/:name" });

/** A small API of notes, kept in Workers KV. Nothing in it knows of CORS, and what it throws is a 500 to the page. */
export async function app(request: Request, { NOTES }: Cloudflare.Env): Promise<Response> {
  const { pathname } = new URL(request.url);
  const name = NOTE.exec(request.url)?.pathname.groups["name"];

  if (pathname === "/notes" && request.method === "GET") {
    const { keys } = await NOTES.list();
    return Response.json(keys.map((key) => key.name));
  }
  if (name !== undefined && request.method === "GET") {
    const text = await NOTES.get(name);
    return text === null ? problem(404, `There is no note ${name}.`) : Response.json({ name, text });
  }
  if (name !== undefined && request.method === "PUT") {
    const text = await readText(request);
    await NOTES.put(name, text);
    return Response.json({ name, text }, { status: 201, headers: { Location: `/notes/${name}` } });
  }
  if (name !== undefined && request.method === "DELETE") {
    await NOTES.delete(name);
    return new Response(null, { status: 204 });
  }
  return problem(404, `There is nothing at ${request.method} ${pathname}.`);
}

/** @throws Response where the body is not `{ "text": string }`: a Response that is thrown is the answer */
async function readText(request: Request): Promise<string> {
  const body: unknown = await request.json().catch(() => undefined);
  if (typeof body === "object" && body !== null && "text" in body && typeof body.text === "string") return body.text;
  throw problem(422, 'The body has to be {"text": "…"}.');
}

function problem(status: number, detail: string): Response {
  return Response.json({ status, detail }, { status });
}
