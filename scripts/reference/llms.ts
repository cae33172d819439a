import { sidebar } from "../../docs/.vitepress/sidebar.ts";
import { block, code } from "./markdown.ts";
import manifest from "../../package.json" with { type: "json" };

/** Where files stand as they are: a program that reads them has no use for a forge's page around each. */
const RAW = manifest.repository.url
  .replace(/^git\+https:\/\/github\.com\//, "https://raw.githubusercontent.com/")
  .replace(/\.git$/, "/main/");

const EXAMPLE = `import { cors } from "corskit";
import { withCors } from "corskit/workers"; // or "corskit/lambda"; in Hono app.use(cors(config)) of "corskit/hono"

const policy = cors({
  allowOrigins: ["https://app.example.com", "https://*.example.org", "http://localhost:*"], // or "*", or { resolve }
  allowMethods: ["GET", "PUT"], // default GET, HEAD, PUT, PATCH, POST, DELETE
  allowHeaders: ["Authorization", "Content-Type"], // the default
  exposeHeaders: ["X-Request-Id"], // default none
  allowCredentials: true, // default false; never with "*"
  maxAge: 7200, // seconds; default 600
});
export default withCors(policy, { fetch: () => Response.json({ hello: "world" }) });`;

/** llms.txt: what corskit is, and where to read on, for programs that do (https://llmstxt.org). */
export function llmsText(): string {
  const entries = Object.keys(manifest.exports).map((path) => code(path.replace(".", "corskit")));
  const groups = sidebar().map(({ text, items }) => {
    const links = items.map((item) => `- [${item.text}](${RAW}docs${item.link}.md)`);
    return `## ${text}\n\n${links.join("\n")}`;
  });
  return `${[
    "# corskit",
    `> ${manifest.description}`,
    `ESM only, no runtime dependency. Entry points: ${entries.join(", ")}. A handler is wrapped as a whole, so that preflight ` +
      "requests never reach it and its errors have the headers too. A config that is unsafe or never matches throws " +
      "`CorsConfigError` with a code, a path and a fix for each fault; origins have no path and no slash at the end.",
    block("ts", EXAMPLE),
    ...groups,
  ].join("\n\n")}\n`;
}
