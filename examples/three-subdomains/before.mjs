// Everybody may read it, so why not this page?
const HEADERS = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": "true" };

export const login = () =>
  new Response(null, { status: 204, headers: { ...HEADERS, "Set-Cookie": "session=7; HttpOnly" } });

export const api = (request) =>
  request.headers.get("Cookie")?.includes("session=7")
    ? Response.json({ name: "Ada" }, { headers: HEADERS })
    : new Response("Unauthorized", { status: 401, headers: HEADERS });
