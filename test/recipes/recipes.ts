import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startHost, type Running } from "../templates/hosts.ts";
import { need } from "../templates/programs.ts";
import { serverProcess } from "./server-process.ts";

/** One program of a page of docs/recipes, and how it runs. */
export interface Recipe {
  readonly name: string;
  /** The page's file, without `.md`. */
  readonly page: string;
  /** A folder among the page's files that goes over the others: a variant of it. */
  readonly with?: string;
  /** What has to be made of it first. */
  readonly build?: (folder: string) => Promise<unknown>;
  readonly start: (folder: string) => Promise<Running>;
  /**
   * Where the platform keeps the promise from being kept: for a visit, what an allowed page comes to instead. The page
   * has to tell of it.
   */
  readonly differs?: Readonly<Record<string, number | string>>;
}

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const installed = (name: string): string => path(`node_modules/.bin/${name}`);

const node = (file: string) => (folder: string) => serverProcess(process.execPath, [file], folder);
const tool = (name: string, args: readonly string[]) => (folder: string) => need(installed(name), args, folder);
const lambda = (entry: string) => (folder: string) => startHost({ kind: "lambda", entry, owner: undefined }, folder);

/** It is started from the project's own packages. */
async function linkWrangler(folder: string): Promise<void> {
  await mkdir(join(folder, "node_modules"));
  await symlink(path("../../node_modules/wrangler"), join(folder, "node_modules", "wrangler"));
}

const SVELTEKIT = { page: "sveltekit", build: tool("vite", ["build"]), start: node("build/index.js") };
const ASTRO = { page: "astro", build: tool("astro", ["build"]), start: node("dist/server/entry.mjs") };

/** Before any code of ours runs, what could be a form of another site. */
const FORMS_REFUSED = { "wrong method": "MissingAllowOriginHeader", text: "MissingAllowOriginHeader" };

export const RECIPES: readonly Recipe[] = [
  {
    name: "Deno",
    page: "deno",
    start: (folder) => serverProcess(installed("deno"), ["run", "--allow-net", "--allow-env", "server.ts"], folder),
  },
  { name: "Bun", page: "bun", start: (folder) => serverProcess(installed("bun"), ["server.ts"], folder) },
  { name: "Node.js, @hono/node-server", page: "node", start: node("node-server.ts") },
  { name: "Node.js, srvx", page: "node", start: node("srvx.ts") },
  { name: "h3", page: "h3", start: node("server.ts") },
  {
    name: "itty-router, in wrangler dev",
    page: "itty-router",
    build: linkWrangler,
    start: (folder) => startHost({ kind: "worker" }, folder),
  },
  {
    name: "Next.js",
    page: "nextjs",
    build: tool("next", ["build"]),
    start: (folder) => serverProcess(installed("next"), ["start", "--hostname", "127.0.0.1"], folder),
  },
  { name: "SvelteKit", ...SVELTEKIT, differs: FORMS_REFUSED },
  { name: "SvelteKit, an API alone", ...SVELTEKIT, with: "api-alone" },
  { name: "Astro", ...ASTRO, differs: FORMS_REFUSED },
  { name: "Astro, an API alone", ...ASTRO, with: "api-alone" },
  { name: "Middy, wrapped", page: "middy", start: lambda("index.ts") },
  {
    name: "Middy, as a middleware",
    page: "middy",
    start: lambda("with-middleware.ts"),
    differs: { text: "MissingAllowOriginHeader" },
  },
  { name: "Powertools", page: "powertools", start: lambda("index.ts") },
  { name: "Vercel, as a Fetch handler", page: "vercel", start: node(path("serve-vercel.mjs")) },
  { name: "Netlify, its local library", page: "netlify", start: node(path("serve-netlify.mjs")) },
];
