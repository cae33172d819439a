import { hopUrls } from "./hops.ts";
import { asAsked, authorHeaders } from "./page-request.ts";
import { predict } from "./predict.ts";
import { printObjectOf } from "./print-config.ts";
import type { Answer, PageSide, PolicyServer, RawServer, Scenario } from "./scenario.ts";

/**
 * A test file for vitest, with corskit/testing, that holds the scenario's server to what comes of it now. A test's page
 * is a fresh one without a cache between, so repeats, cookies and shared caches are left out.
 *
 * @returns null where a Response cannot be made of an answer, or the config is no policy
 */
export async function toVitest({ page, server }: Scenario): Promise<string | null> {
  const plain: Scenario = {
    page: { ...page, again: [], cookie: "", localNetworkAccess: "denied" },
    server: { ...server, cache: { kind: "none", firstOrigin: "" } },
  };
  const answers = server.kind === "raw" ? server.hops.flatMap((hop) => [hop.preflight, hop.actual]) : [];
  const { visits } = await predict(plain, "standard");
  const outcome = visits[0]?.outcome;
  if (outcome === undefined || answers.some(({ status }) => status < 200 || status > 599)) return null;
  const request = printRequest(asAsked(plain.page));
  const { verdict, failure } = outcome;
  const assertion =
    verdict === "readable"
      ? `toLetPageRead(request)`
      : failure === null
        ? `not.toLetPageRead(request)`
        : `toBlockPage(request, ${JSON.stringify(failure.code)})`;
  return [
    ...(server.kind === "policy" ? ['import { cors } from "corskit";'] : []),
    'import { matchers, type PageMatchers } from "corskit/testing";',
    'import { expect, test } from "vitest";',
    "",
    "expect.extend(matchers);",
    "",
    'declare module "vitest" {',
    "  interface Matchers extends PageMatchers {}",
    "}",
    "",
    server.kind === "policy" ? await printPolicy(server) : printRaw(plain, server),
    "",
    `const request = ${request};`,
    "",
    `test(${JSON.stringify(nameOf(page, verdict, failure?.code))}, async () => {`,
    `  await expect(server).${assertion};`,
    "});",
    "",
  ].join("\n");
}

function nameOf({ origin, method }: PageSide, verdict: string, code: string | undefined): string {
  return `${method} from ${origin}: ${code ?? verdict}`;
}

function printRequest(page: PageSide): string {
  const { origin, url, method, mode, credentials, redirect, initiator, uploadListener } = page;
  const headers = authorHeaders(page);
  const fields: Readonly<Record<string, string | undefined>> = {
    origin: JSON.stringify(origin),
    url: JSON.stringify(url),
    method: method === "GET" ? undefined : JSON.stringify(method),
    headers: headers.length === 0 ? undefined : printLines(headers),
    body: printBody(page),
    credentials: credentials === "same-origin" ? undefined : `${JSON.stringify(credentials)} as const`,
    mode: mode === "cors" ? undefined : `${JSON.stringify(mode)} as const`,
    redirect: redirect === "follow" ? undefined : `${JSON.stringify(redirect)} as const`,
    initiator: initiator === "fetch" ? undefined : `${JSON.stringify(initiator)} as const`,
    uploadListener: uploadListener ? "true" : undefined,
  };
  const lines = Object.entries(fields).filter(([, value]) => value !== undefined);
  return `{\n${lines.map(([name, value]) => `  ${name}: ${value},\n`).join("")}}`;
}

function printBody({ body }: PageSide): string | undefined {
  const text = JSON.stringify(body.text);
  switch (body.kind) {
    case "none":
      return undefined;
    case "urlencoded":
      return `new URLSearchParams(${text})`;
    case "multipart":
      return `(() => {\n    const form = new FormData();\n    form.set("text", ${text});\n    return form;\n  })()`;
    default:
      return text;
  }
}

function printLines(lines: PageSide["headers"], indent = "  "): string {
  const pairs = lines.map(([name, value]) => `${indent}  [${JSON.stringify(name)}, ${JSON.stringify(value)}],\n`);
  return `[\n${pairs.join("")}${indent}] as [string, string][]`;
}

const HANDLERS: Readonly<Record<PolicyServer["outcome"], string>> = {
  "200": 'new Response("ok")',
  "204": "new Response(null, { status: 204 })",
  "404": 'new Response("ok", { status: 404 })',
  "429": 'new Response("ok", { status: 429, headers: { "Retry-After": "30" } })',
  "500": 'new Response("ok", { status: 500 })',
  throw: 'Promise.reject(new Error("the handler failed"))',
  redirect:
    'request.url.endsWith("/moved")\n    ? new Response("ok")\n    : new Response(null, { status: 302, headers: { Location: "/moved" } })',
  stream: 'new Response(new Blob(["ok"]).stream())',
};

async function printPolicy({ config, outcome }: PolicyServer): Promise<string> {
  const parameter = outcome === "redirect" ? "request" : "";
  return `const policy = cors(${await printObjectOf(config)});\nconst server = policy.wrap((${parameter}) =>\n  ${HANDLERS[outcome]},\n);`;
}

function printRaw(scenario: Scenario, { hops }: RawServer): string {
  const urls = hopUrls(scenario);
  const cases = urls.map((url, i) => {
    const { preflight, actual } = hops[i] ?? hops[0];
    return `  [${JSON.stringify(url)}]: {\n    preflight: ${printAnswer(preflight)},\n    actual: ${printAnswer(actual)},\n  },\n`;
  });
  return [
    "const answers: Record<string, Record<string, { status: number; headers: [string, string][] }>> = {",
    `${cases.join("")}};`,
    "",
    "function server({ url, method, headers }: Request): Response {",
    '  const isPreflight = method === "OPTIONS" && headers.has("Access-Control-Request-Method");',
    '  const answer = answers[url]?.[isPreflight ? "preflight" : "actual"] ?? { status: 404, headers: [] };',
    "  const isEmpty = [204, 205, 304].includes(answer.status);",
    '  return new Response(isEmpty ? null : "ok", answer);',
    "}",
  ].join("\n");
}

function printAnswer({ status, headers }: Answer): string {
  return `{ status: ${status}, headers: ${headers.length === 0 ? "[]" : printLines(headers, "    ")} }`;
}
