// The headers are where they are thought of: on the answers that this code returns.
const HEADERS = { "Access-Control-Allow-Origin": process.env.ORIGIN };
const PREFLIGHT = { ...HEADERS, "Access-Control-Allow-Methods": "PUT", "Access-Control-Allow-Headers": "Content-Type" };

export async function handler({ rawPath, requestContext, body }) {
  if (requestContext.http.method === "OPTIONS") return { statusCode: 204, headers: PREFLIGHT };
  if (rawPath !== "/rides") return { statusCode: 404, headers: HEADERS, body: "Not Found" };
  const ride = body === undefined ? { to: "Bern" } : JSON.parse(body);
  return { statusCode: 200, headers: HEADERS, body: JSON.stringify(ride) };
}
