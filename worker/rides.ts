import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { requestId } from "hono/request-id";
import { streamSSE } from "hono/streaming";
import { validator } from "hono/validator";

export interface Ride {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** A demonstration: a real one belongs into the platform's secrets. */
const TOKEN = "let-me-in";

const MAX_RIDES = 100;
const MAX_SESSIONS = 1000;

/**
 * A small API that knows nothing of CORS, nor of the platform that it runs on. It keeps what it is
 * given in memory, and forgets the oldest when that is full.
 */
export function createRides(): Hono {
  const rides = new Map<string, Ride>();
  const sessions = new Set<string>();
  let lastId = 0;

  const keep = (id: string, { from, to }: Omit<Ride, "id">): Ride => {
    const ride = { id, from, to };
    rides.set(id, ride);
    forgetOldest(rides, MAX_RIDES);
    return ride;
  };
  const add = (ride: Omit<Ride, "id">): Ride => keep(String(++lastId), ride);
  add({ from: "Lisbon", to: "Porto" });
  add({ from: "Kyoto", to: "Osaka" });
  add({ from: "Oslo", to: "Bergen" });

  const app = new Hono();
  app.use(requestId());
  app.use(bodyLimit({ maxSize: 4096 }));
  app.notFound((c) => c.json({ error: "no such route" }, 404));
  app.get("/health", (c) => c.body(null, 204));

  app.get("/rides", (c) => c.json([...rides.values()]));
  app.post("/rides", rideBody, (c) => {
    const ride = add(c.req.valid("json"));
    return c.json(ride, 201, { Location: `/rides/${ride.id}` });
  });
  app.all("/rides", allowOnly("GET, HEAD, POST"));

  app.get("/rides/latest", (c) => c.redirect(`/rides/${[...rides.keys()].at(-1) ?? ""}`));
  app.get("/rides/:id", (c) => {
    const ride = rides.get(c.req.param("id"));
    return ride === undefined ? c.json({ error: "no such ride" }, 404) : c.json(ride);
  });
  app.put("/rides/:id", rideBody, (c) => {
    const id = c.req.param("id");
    return rides.has(id) ? c.json(keep(id, c.req.valid("json"))) : c.json({ error: "no such ride" }, 404);
  });
  app.delete("/rides/:id", (c) => {
    rides.delete(c.req.param("id"));
    return c.body(null, 204);
  });
  app.all("/rides/:id", allowOnly("GET, HEAD, PUT, DELETE"));

  app.get("/receipt", (c) => {
    const lines = [...rides.values()].map(({ id, from, to }) => `${id},${from},${to}`);
    return c.body(["id,from,to", ...lines, ""].join("\n"), 200, {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="rides.csv"',
    });
  });
  app.get("/live", (c) =>
    streamSSE(c, async (stream) => {
      for (const place of ["Coimbra", "Aveiro", "Porto"]) {
        await stream.writeSSE({ event: "position", data: place });
        await stream.sleep(150);
      }
    }),
  );

  app.get("/earnings", (c) => {
    const authorization = c.req.header("Authorization");
    if (authorization === undefined) {
      return c.json({ error: "a token is needed" }, 401, { "WWW-Authenticate": "Bearer" });
    }
    if (authorization !== `Bearer ${TOKEN}`) return c.json({ error: "this token may not see that" }, 403);
    return c.json({ euros: 1234 });
  });

  app.post("/session", (c) => {
    const id = crypto.randomUUID();
    sessions.add(id);
    forgetOldest(sessions, MAX_SESSIONS);
    // Pages of other sites are to use it: browsers then ask for SameSite=None, and that for Secure.
    setCookie(c, "session", id, { httpOnly: true, secure: true, sameSite: "None", path: "/", maxAge: 3600 });
    return c.json({ signedIn: true }, 201);
  });
  app.get("/me", (c) =>
    sessions.has(getCookie(c, "session") ?? "") ? c.json({ name: "Ada" }) : c.json({ error: "not signed in" }, 401),
  );
  app.delete("/session", (c) => {
    sessions.delete(getCookie(c, "session") ?? "");
    deleteCookie(c, "session", { secure: true, sameSite: "None", path: "/" });
    return c.body(null, 204);
  });

  app.get("/quota", (c) => c.json({ error: "too many requests" }, 429, { "Retry-After": "30" }));
  app.get("/crash", () => {
    throw new Error("this route always fails");
  });
  app.get("/maintenance", (c) => c.json({ error: "back at noon" }, 503));
  app.get("/slow", async (c) => {
    await pause(30_000, c.req.raw.signal);
    return c.json({ late: true });
  });
  return app;
}

/** Nothing but JSON gets in, so that other sites' forms do not: theirs are never of that type. */
const rideBody = validator("json", (body: unknown, c) => {
  const { from, to }: { from?: unknown; to?: unknown } = body ?? {};
  return isPlace(from) && isPlace(to) ? { from, to } : c.json({ error: "a ride has a from and a to" }, 422);
});

function isPlace(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= 100;
}

function allowOnly(methods: string): (c: Context) => Response {
  return (c) => c.json({ error: `only ${methods}` }, 405, { Allow: methods });
}

/** Maps and sets keep the order in which things came in. */
function forgetOldest(kept: Map<string, unknown> | Set<string>, most: number): void {
  for (const key of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(key);
  }
}

/** Ends early when the request is given up, so that nothing goes on for nobody. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
