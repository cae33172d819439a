import { relative } from "node:path";
import { quoteWord } from "../../paste/quote-word.ts";

/** What to type to be in a folder, as a list: nothing where one is there already. */
export function cdCommand(folder: string): readonly string[] {
  const path = relative("", folder);
  if (path === "") return [];
  // No name has a quotation mark there, and both of its shells take them.
  if (process.platform === "win32") return [`cd "${path}"`];
  // It would be taken for an option.
  return [`cd ${quoteWord(path.startsWith("-") ? `./${path}` : path)}`];
}
