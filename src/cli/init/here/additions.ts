import { sourceOf } from "../../lint/from/source.ts";
import { EVIL, exampleOf, type Pages } from "../policy-text.ts";

/** The module with the policy. */
export function policyModule({ origins, credentials }: Pages): string {
  const source = sourceOf({ allowOrigins: origins, allowCredentials: credentials }, false);
  const comment = "/** Which pages may use this API, and what of it. It is said here and nowhere else. */";
  return `${source.replace("export const policy", `${comment}\nexport const policy`)}\n`;
}

/** What runs a project's tests. */
export type Runner = "vitest" | "node:test";

/**
 * A test of the policy, JavaScript and TypeScript at once.
 *
 * @param policyImport how it is to import the policy: `../src/cors.ts`
 */
export function policyTest({ origins, credentials }: Pages, policyImport: string, runner: Runner): string {
  const init = credentials ? ', credentials: "include"' : "";
  const [app, evil] = [exampleOf(origins[0] ?? ""), EVIL].map((origin) => JSON.stringify(origin));
  return `import { openPage } from "corskit/browser";
${IMPORTS[runner]}
import { policy } from ${JSON.stringify(policyImport)};

// Pages in a model of the browser ask. With your handler in the place of this one, all of it is tested.
const server = policy.wrap(() => new Response("ok"));

for (const { origin, verdict } of [
  { origin: ${app}, verdict: "readable" },
  { origin: ${evil}, verdict: "blocked" },
]) {
  for (const method of ["GET", "PUT"]) {
    test(\`\${method} by \${origin}: \${verdict}\`, async () => {
      const page = openPage({ origin, server });
      const outcome = await page.fetch("https://api.example.com/", { method${init} });
      ${ASSERTIONS[runner]}
    });
  }
}
`;
}

const IMPORTS: Readonly<Record<Runner, string>> = {
  vitest: 'import { expect, test } from "vitest";',
  "node:test": 'import assert from "node:assert/strict";\nimport { test } from "node:test";',
};

const ASSERTIONS: Readonly<Record<Runner, string>> = {
  vitest: "expect(outcome.verdict).toBe(verdict);",
  "node:test": "assert.equal(outcome.verdict, verdict);",
};

/** What to write by hand, where the module with the handler is not recognised. */
export function wrapByHand(kind: "worker" | "lambda" | "hono", policyImport: string): string {
  const policy = `import { policy } from "${policyImport}";`;
  switch (kind) {
    case "worker":
      return `import { withCors } from "corskit/workers";\n${policy}\n\nexport default withCors(policy, { fetch }); // around what is exported now`;
    case "lambda":
      return `import { withCors } from "corskit/lambda";\n${policy}\n\nexport const handler = withCors(policy, yourHandler); // around what handler is now`;
    case "hono":
      return `import { cors } from "corskit/hono";\n${policy}\n\napp.use(cors(policy)); // before the routes, and before any other middleware`;
  }
}
