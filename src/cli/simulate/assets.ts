import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

interface File {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The files of a folder by the path under which a Worker's assets have them: HTML without its ending. */
export async function filesIn(folder: string): Promise<ReadonlyMap<string, File>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry): Promise<[string, File]> => {
        const file = join(entry.parentPath, entry.name);
        const type = TYPES[extname(file)] ?? "application/octet-stream";
        return [pathOf(relative(folder, file)), { type, bytes: new Uint8Array(await readFile(file)) }];
      }),
  );
  return new Map(files);
}

function pathOf(file: string): string {
  const path = `/${file.split(sep).join("/")}`;
  return path.replace(/\/index\.html$/, "/").replace(/\.html$/, "");
}

/** What is not in the map is not there, wherever a path would lead. */
export function serveFile(files: ReadonlyMap<string, File>, { method, url }: Request): Response {
  const file = files.get(new URL(url).pathname);
  if (file === undefined) return new Response("Not Found", { status: 404, headers: { "Content-Type": "text/plain" } });
  if (method !== "GET" && method !== "HEAD")
    return new Response(null, { status: 405, headers: { Allow: "GET, HEAD" } });
  return new Response(method === "HEAD" ? null : file.bytes, {
    headers: { "Content-Type": file.type, "Cache-Control": "no-cache" },
  });
}
