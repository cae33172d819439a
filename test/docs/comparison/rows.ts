import { openPage } from "../../../src/browser/index.ts";
import type { Answer } from "../visits.ts";
import { RAN, type Peer, type Wanted } from "./peers.ts";

/** A row of docs/comparison.md: what is looked at, and how it is seen in a library that runs. */
export interface Row {
  readonly name: string;
  /** @returns what the table's cell says */
  see(peer: Peer): Promise<string>;
}

const APP = "https://app.example.com";
const LISTED: Wanted = { origins: [APP, "https://admin.example.com"], credentials: true };

const yes = (is: boolean): string => (is ? "yes" : "no");
const ask = (path: string, method: string, headers: Record<string, string>): Request =>
  new Request(`https://api.example.com${path}`, { method, headers });

/** Whether the listed page reads a path, with cookies. */
const reads =
  (path: string, wanted: Wanted = LISTED) =>
  async (peer: Peer): Promise<string> => {
    const page = openPage({ origin: APP, server: await settled(peer, wanted) });
    const { verdict } = await page.fetch(`https://api.example.com${path}`, { credentials: "include" });
    return yes(verdict === "readable");
  };

/**
 * A handler that rejects, or never ends, is a page's network error. What has a deadline gets many times as long; anything
 * else as long as a busy machine may take.
 */
async function settled(peer: Peer, wanted: Wanted): Promise<Answer> {
  const answer = await peer.open(wanted);
  return async (request) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("no answer")), wanted.deadline === undefined ? 10_000 : 500);
    });
    return Promise.race([answer(request), patience]).finally(() => clearTimeout(timer));
  };
}

/** What becomes of options that are a mistake. */
const refuses =
  (wanted: Wanted) =>
  async (peer: Peer): Promise<string> => {
    try {
      await peer.open(wanted);
      return "no";
    } catch {
      return "yes";
    }
  };

async function seenBy(peer: Peer, wanted: Wanted, request: Request): Promise<Response> {
  return (await peer.open(wanted))(request);
}

const accessControl = ({ headers }: Response): readonly string[] =>
  [...headers.keys()].filter((name) => name.startsWith("access-control-"));

const varies = (value: string | null): readonly string[] =>
  (value ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

export const ROWS: readonly Row[] = [
  { name: "a page reads a 404 that no route answers", see: reads("/none") },
  { name: "a 500 that is returned", see: reads("/500") },
  { name: "the 500 of a thrown Error", see: reads("/throw") },
  { name: "the 500 of anything else that is thrown", see: reads("/throw-text") },
  { name: "a 304", see: reads("/304") },
  {
    name: "a response with immutable headers, as fetch returns it",
    see: async (peer) => (peer.speaksFetch ? reads("/immutable")(peer) : "—"),
  },
  { name: "a 504 before the platform's own time limit", see: reads("/never", { ...LISTED, deadline: 20 }) },
  {
    name: "any origin with credentials",
    async see(peer) {
      try {
        const server = await peer.open({ origins: "*", credentials: true });
        const page = openPage({ origin: "https://evil.example", server });
        const { verdict } = await page.fetch("https://api.example.com/ok", { credentials: "include" });
        return verdict === "readable" ? "lets every site read with cookies" : "sends what browsers refuse";
      } catch {
        return "refused";
      }
    },
  },
  { name: "refuses an origin that never matches (a slash at its end)", see: refuses({ origins: [`${APP}/`, APP] }) },
  { name: "refuses an option that it does not know", see: refuses({ ...LISTED, misspelt: "allowedOrigin" }) },
  { name: "refuses the origin null with credentials", see: refuses({ origins: ["null", APP], credentials: true }) },
  {
    name: "refuses * under any public suffix (https://*.kobe.jp) with credentials",
    see: refuses({ origins: ["https://*.kobe.jp"], credentials: true }),
  },
  {
    name: "patterns for subdomains",
    async see(peer) {
      const server = await peer.open({ origins: ["https://*.example.com", "https://other.example"] });
      const isRead = async (origin: string): Promise<boolean> =>
        (await openPage({ origin, server }).fetch("https://api.example.net/ok")).verdict === "readable";
      if (!(await isRead(APP))) return "no";
      return (await isRead("https://a.b.example.com")) ? "any depth" : "one label";
    },
  },
  {
    name: "regular expressions for origins",
    async see(peer) {
      try {
        const server = await peer.open({ origins: [/^https:\/\/app\.example\.com$/] });
        return yes(
          (await openPage({ origin: APP, server }).fetch("https://api.example.net/ok")).verdict === "readable",
        );
      } catch {
        return "no";
      }
    },
  },
  {
    name: "origins that are looked up, by promise",
    async see(peer) {
      const server = await settled(peer, { origins: [], lookUp: async (origin) => origin === APP });
      const isRead = async (origin: string): Promise<boolean> =>
        (await openPage({ origin, server }).fetch("https://api.example.com/ok")).verdict === "readable";
      return yes((await isRead(APP)) && !(await isRead("https://evil.example")));
    },
  },
  {
    name: "Vary: Origin on answers without an Origin too",
    see: async (peer) =>
      yes(varies((await seenBy(peer, LISTED, ask("/ok", "GET", {}))).headers.get("Vary")).includes("origin")),
  },
  {
    name: "keeps the handler's Vary",
    see: async (peer) => {
      const { headers } = await seenBy(peer, LISTED, ask("/vary", "GET", { Origin: APP }));
      const names = varies(headers.get("Vary"));
      return yes(names.includes("accept") && names.includes("origin"));
    },
  },
  {
    name: "no CORS headers to a denied page",
    see: async (peer) =>
      yes(
        accessControl(await seenBy(peer, LISTED, ask("/ok", "GET", { Origin: "https://evil.example" }))).length === 0,
      ),
  },
  {
    name: "one value where the handler sets Access-Control-Allow-Origin too, the policy's",
    see: async (peer) => {
      const { headers } = await seenBy(peer, LISTED, ask("/own", "GET", { Origin: APP }));
      return yes(headers.get("Access-Control-Allow-Origin") === APP);
    },
  },
  {
    name: "used twice, nothing doubles",
    see: async (peer) => {
      const { headers } = await seenBy(peer, { ...LISTED, isTwice: true }, ask("/ok", "GET", { Origin: APP }));
      const names = varies(headers.get("Vary"));
      return yes(headers.get("Access-Control-Allow-Origin") === APP && new Set(names).size === names.length);
    },
  },
  {
    name: "an OPTIONS that is no preflight reaches its route",
    see: async (peer) => yes((await seenBy(peer, LISTED, ask("/ok", "OPTIONS", { Origin: APP }))).headers.has(RAN)),
  },
  {
    name: "one preflight answer serves every method",
    see: async (peer) => {
      const preflight = ask("/ok", "OPTIONS", { Origin: APP, "Access-Control-Request-Method": "PUT" });
      const { headers } = await seenBy(peer, LISTED, preflight);
      return yes(varies(headers.get("Access-Control-Allow-Methods")).includes("delete"));
    },
  },
  {
    name: "answers preflights of Private Network Access, which browsers have given up",
    see: async (peer) => {
      const asked = { "Access-Control-Request-Method": "PUT", "Access-Control-Request-Private-Network": "true" };
      const { headers } = await seenBy(peer, LISTED, ask("/ok", "OPTIONS", { Origin: APP, ...asked }));
      return yes(headers.has("Access-Control-Allow-Private-Network"));
    },
  },
  {
    name: "refuses WebSocket handshakes of denied pages",
    see: async (peer) => {
      const headers = { Origin: "https://evil.example", Upgrade: "websocket", Connection: "Upgrade" };
      return yes((await seenBy(peer, LISTED, ask("/ok", "GET", headers))).status === 403);
    },
  },
];
