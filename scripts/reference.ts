// Writes the pages of docs/reference/, which are made of the source, and llms.txt, which leads to all pages.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { llmsText } from "./reference/llms.ts";
import { referencePages } from "./reference/pages.ts";

const folder = fileURLToPath(new URL("../docs/reference", import.meta.url));
const pages = await referencePages();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [file, text] of pages) writeFileSync(join(folder, file), text);
writeFileSync(fileURLToPath(new URL("../llms.txt", import.meta.url)), llmsText());
console.log(`${pages.size} pages in docs/reference/, and llms.txt`);
