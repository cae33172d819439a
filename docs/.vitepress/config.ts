import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { inlineScriptsToFiles } from "./inline-scripts.ts";
import { SIMULATOR, siteLink } from "./links.ts";
import { sidebar } from "./sidebar.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const manifest: { description: string; repository?: { url: string } } = JSON.parse(
  readFileSync(join(root, "package.json"), "utf8"),
);
const repository = manifest.repository?.url.replace(/^git\+/, "").replace(/\.git$/, "");
/** The one that the pages have: a file of this folder would be a copy of it. */
const icon = `data:image/svg+xml,${encodeURIComponent(readFileSync(join(root, "worker/public/icon.svg"), "utf8"))}`;
/** Forges draw it themselves; here it is the picture of npm run docs:diagram, of which a test holds that it is this one. */
const DIAGRAM = `<p class="diagram" tabindex="0"><img src="./browser-algorithm.svg" alt="The algorithm as a flow chart"></p>`;
const isBuild = process.env["NODE_ENV"] === "production";

export default defineConfig({
  title: "corskit",
  description: manifest.description,
  lang: "en",
  // Served by the Worker, beside the simulator.
  base: "/docs/",
  outDir: join(root, "worker/public/docs"),
  cleanUrls: true,
  // Two builds of the same pages are the same bytes.
  lastUpdated: false,
  head: [["link", { rel: "icon", href: icon }]],
  transformHtml: (html, _id, { siteConfig }) => inlineScriptsToFiles(html, siteConfig),
  markdown: {
    // The usual ones are too pale to be read by everybody.
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    languageAlias: { caddyfile: "nginx" },
    config(md) {
      const fence = md.renderer.rules.fence;
      md.renderer.rules.fence = (tokens, at, options, env, self) =>
        tokens[at]?.info === "mermaid" ? DIAGRAM : (fence?.(tokens, at, options, env, self) ?? "");
      md.core.ruler.push("site links", ({ tokens, env }) => {
        for (const token of tokens.flatMap(({ children }) => children ?? [])) {
          if (token.type !== "link_open") continue;
          const href = token.attrGet("href") ?? "";
          const link = siteLink(href, env.relativePath, { simulator: isBuild ? "/" : SIMULATOR, repository });
          if (link === null) {
            token.attrs = [];
            continue;
          }
          token.attrSet("href", link);
          // VitePress puts every other link that begins so below the site's own path.
          if (href.startsWith(SIMULATOR)) token.attrSet("target", "_blank");
        }
      });
    },
  },
  themeConfig: {
    logo: icon,
    nav: [
      // The root of whatever serves the site, from any depth of it: VitePress takes / for the site's own.
      { text: "Simulator", link: isBuild ? "../../../" : SIMULATOR, target: "_self" },
      { text: "Start", link: "/start/workers" },
      { text: "Reference", link: "/reference/options" },
    ],
    // A folder's index is served under the folder's name.
    sidebar: sidebar().map(({ text, items }) => ({
      text,
      items: items.map((item) => ({ ...item, link: item.link.replace(/\/index$/, "/") })),
    })),
    outline: [2, 3],
    search: { provider: "local" },
    ...(repository === undefined ? {} : { socialLinks: [{ icon: "github", link: repository }] }),
  },
});
