import { build } from "esbuild";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { PolicyConfig } from "./config.ts";
import type { CorsConfigError } from "./issue.ts";
import { resolveConfig } from "./resolve.ts";

type Resolve = (config: PolicyConfig) => unknown;

/** The validation as a build for production has it. */
async function brief(): Promise<Resolve> {
  const folder = new URL(".", import.meta.url).pathname;
  const { outputFiles } = await build({
    entryPoints: [`${folder}resolve.ts`],
    bundle: true,
    write: false,
    format: "esm",
    plugins: [
      {
        name: "production",
        setup({ onResolve }) {
          onResolve({ filter: /^#explain$/ }, () => ({ path: `${folder}explain-briefly.ts` }));
        },
      },
    ],
  });
  const code = outputFiles[0]?.text ?? "";
  const built = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { resolveConfig: Resolve };
  return built.resolveConfig;
}

/** What is refused, without words. */
function refusals(resolve: Resolve, config: PolicyConfig): readonly string[] {
  try {
    resolve(config);
    return [];
  } catch (error) {
    // That of a bundle is a class of its own.
    expect((error as CorsConfigError).name).toBe("CorsConfigError");
    return (error as CorsConfigError).issues.map(({ code, path }) => `${code} ${path}`);
  }
}

const PATTERNS: readonly unknown[] = [
  "*",
  "null",
  "https://a.com",
  "https://a.com/",
  "HTTPS://a.com",
  "http://a.com",
  "http://localhost:*",
  "https://*.a.com",
  "https://*.github.io",
  "https://*.co.uk",
  "https://*--app.netlify.app",
  1,
];

const config = fc.record(
  {
    allowOrigins: fc.oneof(
      fc.constant("*"),
      fc.array(fc.constantFrom(...PATTERNS), { maxLength: 3 }),
      fc.constantFrom({}, { resolve: 1 }, { resolve: () => true, patterns: ["https://a.com/"], timeout: 0, cache: 1 }),
    ),
    allowCredentials: fc.constantFrom(true, false, 1),
    allowMethods: fc.array(fc.constantFrom("GET", "put", "TRACE", "A B", "*", "", 1), { maxLength: 3 }),
    allowHeaders: fc.array(fc.constantFrom("X-A", "Cookie", "a\r\nb", "*", 1), { maxLength: 3 }),
    exposeHeaders: fc.array(fc.constantFrom("X-A", "Set-Cookie", "a\r\nb", "*"), { maxLength: 3 }),
    maxAge: fc.constantFrom(0, -1, 1.5, 86401, "1"),
    owner: fc.constantFrom("kit", "gateway", "nginx"),
    origin: fc.constant("https://a.com"),
    dangerouslyAllowPublicSuffixes: fc.boolean(),
    dangerouslyAllowNullOrigin: fc.boolean(),
  },
  { requiredKeys: [] },
);

test("production refuses what development refuses", async () => {
  const resolveBriefly = await brief();
  fc.assert(
    fc.property(config, (drawn) => {
      const given = drawn as unknown as PolicyConfig;
      expect(refusals(resolveBriefly, given)).toEqual(refusals(resolveConfig, given));
    }),
    { numRuns: 1000 },
  );
});

test("production says where a fault is, and who tells more", async () => {
  const resolveBriefly = await brief();
  const given = { allowOrigins: ["https://*.github.io"], allowCredentials: true };
  expect(() => resolveBriefly(given)).toThrow(
    'allowOrigins[0]: "https://*.github.io" is refused (origin-public-suffix)\n`npx corskit lint` says why',
  );
  expect(() => resolveBriefly(1 as never)).toThrow(/^config: 1 is refused \(config-invalid\)\n/);
});

test("production's message lists the first faults, and its issues have all", async () => {
  const resolveBriefly = await brief();
  const allowOrigins = Array.from({ length: 1000 }, (_, i) => `https://a${i}.com/`);
  let thrown: unknown;
  try {
    resolveBriefly({ allowOrigins });
  } catch (error) {
    thrown = error;
  }
  const { message, issues } = thrown as CorsConfigError;
  expect(message.split("\n")).toHaveLength(21);
  expect(issues).toHaveLength(1000);
  expect(issues[999]).toMatchObject({ path: "allowOrigins[999]", fix: expect.stringContaining("npx corskit lint") });
});
