// Every deployment that somebody has thought of.
const ORIGINS = new Set(["https://rides.example.com", "http://main--rides.localhost:8820"]);

export function fetch(request) {
  const origin = request.headers.get("Origin") ?? "";
  const headers = ORIGINS.has(origin) ? { "Access-Control-Allow-Origin": origin } : {};
  return Response.json({ to: "Bern" }, { headers });
}
