import { cors, CorsConfigError, type CorsConfig, type CorsConfigCode, type CorsConfigIssue } from "../../src/index.ts";
import { block, code, literal, page, sentence } from "./markdown.ts";

const APP = "https://app.example.com";

/** Of each fault, configs that have it and nothing else. As somebody who does not compile types would write them. */
const FAULTY: Readonly<Record<CorsConfigCode, readonly [object, ...object[]]>> = {
  "config-invalid": [
    { allowOrigins: APP },
    { allowOrigins: [/example/] },
    { allowOrigins: [APP], allowMethods: "GET, PUT" },
    { allowOrigins: [APP], maxAge: "600" },
  ],
  "unknown-option": [
    { allowOrigins: [APP], allowedHeaders: ["X-Tenant"] },
    { allowOrigins: [APP], credentials: true },
  ],
  "origins-missing": [{ allowCredentials: true }, { allowOrigins: [] }],
  "origin-invalid": [
    { allowOrigins: [`${APP}/`] },
    { allowOrigins: ["app.example.com"] },
    { allowOrigins: ["https://App.example.com"] },
    { allowOrigins: [`${APP}:443`] },
    { allowOrigins: ["https://bücher.example"] },
    { allowOrigins: ["https://app.*.com"] },
    { allowOrigins: ["https://*"] },
    { allowOrigins: ["file://"] },
  ],
  "origin-null": [{ allowOrigins: [APP, "null"] }, { allowOrigins: ["null"], allowCredentials: true }],
  "wildcard-with-credentials": [
    { allowOrigins: "*", allowCredentials: true },
    { allowOrigins: [APP], exposeHeaders: ["*"], allowCredentials: true },
  ],
  "wildcard-mixed": [{ allowOrigins: ["*", APP] }],
  "origin-insecure": [{ allowOrigins: ["http://app.example.com"], allowCredentials: true }],
  "origin-public-suffix": [{ allowOrigins: ["https://*.github.io"], allowCredentials: true }],
  "origin-partial-label": [{ allowOrigins: ["https://*--app.netlify.app"], allowCredentials: true }],
  "method-invalid": [
    { allowOrigins: [APP], allowMethods: ["put"] },
    { allowOrigins: [APP], allowMethods: ["GET", "PUT, DELETE"] },
  ],
  "method-forbidden": [{ allowOrigins: [APP], allowMethods: ["GET", "TRACE"] }],
  "header-invalid": [{ allowOrigins: [APP], allowHeaders: ["X-Tenant", "X Trace"] }],
  "header-forbidden": [
    { allowOrigins: [APP], allowHeaders: ["Cookie", "X-Tenant"] },
    { allowOrigins: [APP], exposeHeaders: ["Set-Cookie"] },
  ],
  "max-age-invalid": [{ allowOrigins: [APP], maxAge: 1e6 }],
};

/** Every code of a config's fault, with what the library really says of configs that have it. */
export function configErrorsPage(): string {
  const sections = Object.entries(FAULTY).map(([name, configs]) => {
    const shown = configs.map((config) => {
      const { path, message, fix } = issueOf(config, name);
      return `${block("js", literal(config))}\n\n${code(path || "config")}: ${sentence(message)} Write instead: ${code(fix)}`;
    });
    return [`## ${name}`, ...shown].join("\n\n");
  });
  return page(
    "What a config can get wrong",
    "`cors()` finds every fault of a config at once and throws one `CorsConfigError`. Its `issues` are data: " +
      "`{ code, path, value, message, fix }`. Codes stay what they are, so that tests and tools may match on them. " +
      "[Why](../design.md#size) a bundle for production has the codes and paths, and leaves the sentences out.",
    ...sections,
  );
}

/** @throws {Error} where the config has another fault, several, or none */
function issueOf(config: object, wanted: string): CorsConfigIssue {
  try {
    cors(config as CorsConfig);
  } catch (error) {
    if (!(error instanceof CorsConfigError)) throw error;
    const [issue, another] = error.issues;
    if (issue?.code === wanted && another === undefined) return issue;
    throw new Error(`${literal(config)} is to have ${wanted} alone`, { cause: error });
  }
  throw new Error(`${literal(config)} has no fault`);
}
