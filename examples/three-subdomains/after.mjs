import { cors } from "corskit";

const policy = cors({ allowOrigins: ["http://app.rides.localhost:8830"], allowCredentials: true });

// For all hosts below, since the API is another one than that which sets it. In production: Secure as well, on https.
const COOKIE = "session=7; Domain=rides.localhost; Path=/; HttpOnly; SameSite=Lax";

export const login = policy.wrap(() => new Response(null, { status: 204, headers: { "Set-Cookie": COOKIE } }));

export const api = policy.wrap((request) =>
  request.headers.get("Cookie")?.includes("session=7")
    ? Response.json({ name: "Ada" })
    : new Response("Unauthorized", { status: 401 }),
);
