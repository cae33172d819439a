export const TEMPLATES = ["worker", "lambda", "hono"] as const;
export type Template = (typeof TEMPLATES)[number];

export const INFRAS = ["sam", "cdk"] as const;
export type Infra = (typeof INFRAS)[number];

export const GATEWAYS = ["function-url", "http-api", "rest-api"] as const;
export type Gateway = (typeof GATEWAYS)[number];

/** Which project is made. */
export type Variant =
  | { readonly template: "worker" | "hono" }
  | { readonly template: "lambda"; readonly infra: Infra; readonly gateway: Gateway };

/**
 * The folders of templates/ that a project is made of, later ones over earlier ones; those that are not there have
 * nothing to add. In each of them
 *
 * - a leading `_` of a file's or a folder's name becomes a dot, since npm packs no .gitignore: `_github/workflows/ci.yml`;
 * - every package.json goes deeply into that of the layers before;
 * - `{{name}}` is the package's name and `{{corskit}}` the range of corskit, in any file;
 * - `https://app.example.com` is a page that may read, `https://evil.example` one that may not: the first becomes
 *   an origin that the given ones let in, so that tests, examples and docs speak of the project's own;
 * - src/cors.ts has `export const policy = cors({ … })` of literals, with allowOrigins and allowCredentials among
 *   them, which become the given ones;
 * - the script `emit` of package.json says what is emitted: `corskit emit <target> src/cors.ts [options] --into
 *   template.yaml && …`, or `--out <file>` for a whole file. It is run when the project is made, so what stands
 *   between the markers in the template, or in that file, does not matter. Without the script nothing is emitted, since
 *   the project's infrastructure is code, and takes the policy itself.
 */
export function layersOf(variant: Variant): readonly string[] {
  if (variant.template !== "lambda") return ["shared", variant.template];
  const { infra, gateway } = variant;
  const folders = ["base", infra, gateway, `${infra}-${gateway}`];
  return ["shared", ...folders.map((folder) => `lambda/${folder}`)];
}
