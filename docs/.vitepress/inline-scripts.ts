import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What this needs of VitePress's configuration. */
interface Site {
  readonly outDir: string;
  readonly assetsDir: string;
  readonly site: { readonly base: string };
}

/** Makes files of a page's inline scripts: the Worker's Content Security Policy lets no others run. */
export function inlineScriptsToFiles(html: string, { outDir, assetsDir, site }: Site): string {
  return html.replaceAll(/<script((?: id="[\w-]*")?)>(.+?)<\/script>/gs, (_, id: string, code: string) => {
    const name = `inline-${createHash("sha256").update(code).digest("hex").slice(0, 12)}.js`;
    mkdirSync(join(outDir, assetsDir), { recursive: true });
    writeFileSync(join(outDir, assetsDir, name), code);
    return `<script${id} src="${site.base}${assetsDir}/${name}"></script>`;
  });
}
