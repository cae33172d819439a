// Writes the pages of docs/reference/, which are made of the source.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { referencePages } from "./reference/pages.ts";

const folder = fileURLToPath(new URL("../docs/reference", import.meta.url));
const pages = await referencePages();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [file, text] of pages) writeFileSync(join(folder, file), text);
console.log(`${pages.size} pages in docs/reference/`);
