// A site on Netlify with a `_headers` file, as documented: https://docs.netlify.com/manage/routing/headers/
// What it does not say is tried both ways.
import { toHandler, type ServerHandler } from "../../src/browser/transport.ts";
import type { HeaderLine, Transport } from "../../src/browser/index.ts";

/** How Netlify could do what is not documented. */
export interface Reading {
  /** Whether a response without a file has the headers too. */
  readonly errors: boolean;
}

/** @param files what Netlify serves from its own store; how it answers OPTIONS is not documented either */
export function openSite(file: string, files: ServerHandler, { errors }: Reading): Transport {
  const own = read(file);
  const answer = toHandler(files);
  return async (request) => {
    const made = await answer(request);
    return made.status < 400 || errors ? { ...made, headers: [...made.headers, ...own] } : made;
  };
}

/** Of the path that stands for every one. */
function read(file: string): readonly HeaderLine[] {
  const own = new Map<string, string>();
  let path: string | undefined;
  for (const line of file.split("\n")) {
    if (line.trim() === "" || line.trim().startsWith("#")) continue;
    if (line.startsWith("/")) {
      if (path !== undefined || line !== "/*") throw new Error(`not the one known path: ${line}`);
      path = line;
      continue;
    }
    const match = /^ +([!#$%&'*+.^_`|~0-9A-Za-z-]+): (\S.*)$/.exec(line);
    if (match === null || path === undefined) throw new Error(`not a header of a path: ${line}`);
    const [, name = "", value = ""] = match;
    // "multi-value headers": lines of one name are joined.
    own.set(name, own.has(name) ? `${own.get(name)},${value}` : value);
  }
  return [...own];
}
