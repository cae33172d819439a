const rides = ["Bern"];

/** The API, which knows nothing of CORS. */
export async function handle(request: Request): Promise<Response> {
  if (new URL(request.url).pathname !== "/rides") return new Response("Not Found", { status: 404 });
  if (request.method === "POST") {
    const { to }: { to?: unknown } = await request.json();
    if (typeof to !== "string" || to === "")
      return Response.json({ fault: "a ride needs a destination" }, { status: 422 });
    rides.push(to);
  }
  return Response.json(rides);
}
