// What policies cost past one machine, by a model that is small enough to argue with: node bench/scaling.ts
// Requests come at random (Poisson), spread evenly over isolates; the n-th most popular tenant gets a share as 1/n.
import { cors } from "../src/index.ts";
import { PROFILES, type Engine } from "../src/browser/index.ts";

const REQUESTS_PER_SECOND = 1_000_000;
const TENANTS = 100_000;

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
  console.log([line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n"));
}

const count = (n: number): string => (n < 10 ? n.toFixed(1) : Math.round(n).toLocaleString("en"));
const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;

/** Cores that a million requests a second keep busy with their policy alone. */
function costs(): void {
  const policies = {
    "one origin (constant)": cors({ allowOrigins: ["https://shop-1.example"] }),
    "two origins, credentials": cors({
      allowOrigins: ["https://shop-1.example", "https://a.example"],
      allowCredentials: true,
    }),
    "100,000 origins": cors({ allowOrigins: Array.from({ length: TENANTS }, (_, i) => `https://shop-${i}.example`) }),
  };
  const rows = Object.entries(policies).map(([name, policy]) => {
    const request = new Request("https://api.example.com/", { headers: { Origin: "https://shop-1.example" } });
    const asked = new Request(request, { method: "OPTIONS", headers: { "Access-Control-Request-Method": "PUT" } });
    asked.headers.set("Origin", "https://shop-1.example");
    const responses = Array.from({ length: 20_000 }, () => new Response());
    const cores = (work: (i: number) => unknown): string => {
      // The second time is that of warm code.
      const time = (): number => {
        const start = performance.now();
        for (let i = 0; i < responses.length; i++) work(i);
        return performance.now() - start;
      };
      time();
      return ((time() / responses.length / 1000) * REQUESTS_PER_SECOND).toFixed(1);
    };
    return [name, cores((i) => policy.apply(request, responses[i] as Response)), cores(() => policy.preflight(asked))];
  });
  table(["policy", "cores, actual requests", "cores, preflight requests"], rows);
}

/**
 * Reads of the database: a tenant that one isolate sees r times a second is read once every ttl + 1/r seconds, where its
 * cache has room for all that it sees in a ttl.
 */
function reads(): void {
  const harmonic = Array.from({ length: TENANTS }, (_, i) => 1 / (i + 1)).reduce((sum, share) => sum + share, 0);
  const rows = [100, 1000, 10_000].flatMap((isolates) =>
    [10, 60, 600].map((ttl) => {
      let [perIsolate, seen] = [0, 0];
      for (let n = 1; n <= TENANTS; n++) {
        const rate = REQUESTS_PER_SECOND / isolates / (n * harmonic);
        perIsolate += 1 / (ttl + 1 / rate);
        seen += 1 - Math.exp(-rate * ttl);
      }
      const all = perIsolate * isolates;
      return [count(isolates), ttl, count(all), percent(1 - all / REQUESTS_PER_SECOND), count(seen)];
    }),
  );
  table(["isolates", "ttl, s", "reads per second", "answered from the cache", "tenants in a ttl"], rows);
}

/** A page that sends a preflighted request to the same URL every so many seconds, for an hour. */
function preflights(): void {
  const engines: readonly Engine[] = ["chromium", "firefox", "webkit"];
  const rows = [0, 5, 600, 7200, 86_400].flatMap((maxAge) =>
    [1, 30, 300].map((every) => {
      const shares = engines.map((engine) => {
        const kept = Math.min(maxAge, PROFILES[engine].maxAgeCap);
        // The preflight, and then all requests that come while its answer is kept.
        return percent(1 / (1 + Math.floor(Math.min(kept, 3600) / every)));
      });
      return [maxAge, every, ...shares];
    }),
  );
  table(["maxAge, s", "a request every, s", ...engines.map((engine) => `preflights, ${engine}`)], rows);
}

console.log(`At ${count(REQUESTS_PER_SECOND)} requests per second, ${count(TENANTS)} tenants:\n`);
costs();
reads();
console.log("Preflight requests for each actual request:\n");
preflights();
