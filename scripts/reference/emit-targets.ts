import { EMITTERS } from "../../src/emit/emitters.ts";
import { EmitError, type Emission } from "../../src/emit/index.ts";
import { TARGETS, type Target } from "../../src/emit/targets.ts";
import type { CorsConfig } from "../../src/index.ts";
import { block, code, literal, page, plain, sentence, table } from "./markdown.ts";

const POLICY: CorsConfig = {
  allowOrigins: ["https://app.example.com", "https://admin.example.com"],
  allowMethods: ["GET", "PUT"],
  allowHeaders: ["Content-Type"],
};

const LANGUAGES: Readonly<Record<string, string>> = {
  s3: "yaml",
  "http-api": "yaml",
  "rest-api": "yaml",
  "function-url": "yaml",
  cloudfront: "yaml",
  traefik: "yaml",
  envoy: "yaml",
  nginx: "nginx",
  caddy: "caddyfile",
  vercel: "json",
  r2: "json",
  "api-management": "xml",
  "cloudflare-rule": "hcl",
};

/** Every target, its options, and what it makes of one policy. */
export function emitPage(): string {
  return page(
    "Every emit target",
    "`corskit emit <target>` on the command line, and a function of [`corskit/emit`](api-emit.md) in code. " +
      "[The policy as configuration](../emit.md) tells how they are used. Below, each writes this policy:",
    block("js", literal(POLICY)),
    ...TARGETS.map(section),
  );
}

function section({ name, summary, options }: Target): string {
  const rows = options.map(({ flags, description, choices = [] }) => [
    code(flags),
    plain(description),
    choices.map((choice, i) => (i === 0 ? `${code(choice)} (default)` : code(choice))).join(", "),
  ]);
  return [
    `## ${name}`,
    sentence(summary),
    ...(rows.length === 0 ? [] : [table(["Option", "What", "One of"], rows)]),
    made(name),
  ].join("\n\n");
}

function made(name: Target["name"]): string {
  try {
    const { output, exact, lost, owner }: Emission = EMITTERS[name](POLICY, { source: "cors.config.ts" });
    const losses = lost.map(({ code: what, message }) => `- ${code(what)}: ${plain(message)}`);
    return [
      plain(owner),
      ...(exact ? ["Nothing is lost."] : ["Lost:", losses.join("\n")]),
      block(LANGUAGES[name] ?? "", output),
    ].join("\n\n");
  } catch (error) {
    if (!(error instanceof EmitError)) throw error;
    return `It refuses this policy:\n\n${block("", error.message)}`;
  }
}
