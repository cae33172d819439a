import { CATALOGUE, type Engine, type Failure, type FailureCode } from "../../src/browser/index.ts";
import { encodeScenario } from "../../worker/simulator/codec.ts";
import { EXAMPLES } from "../../worker/simulator/gallery.ts";
import { ALLOW_ANY, answer, page as pageSide, raw, simple } from "../../worker/simulator/gallery/build.ts";
import { predict } from "../../worker/simulator/predict.ts";
import type { Answer, PageSide, Scenario } from "../../worker/simulator/scenario.ts";
import { block, page, plain } from "./markdown.ts";

const SIMULATOR = "http://app.localhost:8787/";

/** A DELETE, the answer to whose preflight request has these lines. */
function preflighted(side: Partial<PageSide>, ...lines: readonly string[]): Scenario {
  const preflight = answer(204, ...lines);
  return { page: pageSide({ method: "DELETE", ...side }), server: raw({ preflight, actual: preflight }) };
}

function asked(side: Partial<PageSide>, actual: Answer): Scenario {
  return { page: pageSide(side), server: raw(simple(actual)) };
}

/** What the gallery has no example of. */
const OTHERS: Partial<Record<FailureCode, readonly [scenario: Scenario, engine?: Engine]>> = {
  PreflightMultipleAllowOriginValues: [preflighted({}, ALLOW_ANY, ALLOW_ANY)],
  PreflightInvalidAllowOriginValue: [preflighted({}, "Access-Control-Allow-Origin: app.example.com")],
  PreflightAllowOriginMismatch: [preflighted({}, "Access-Control-Allow-Origin: https://www.example.com")],
  PreflightWildcardOriginNotAllowed: [preflighted({ credentials: "include" }, ALLOW_ANY)],
  InvalidAllowHeadersPreflightResponse: [
    preflighted({}, ALLOW_ANY, "Access-Control-Allow-Methods: DELETE", "Access-Control-Allow-Headers: X Trace"),
  ],
  NoCorsRedirectModeNotFollow: [asked({ mode: "no-cors", redirect: "error" }, answer(200))],
  InsecureLocalNetwork: [
    asked({ origin: "http://app.example.com", url: "http://192.168.0.10/" }, answer(200, ALLOW_ANY)),
    "chromium",
  ],
  LocalNetworkAccessPermissionDenied: [asked({ url: "https://192.168.0.10/" }, answer(200, ALLOW_ANY)), "chromium"],
  InvalidRedirect: [asked({}, answer(302, ALLOW_ANY, "Location: https://[bad/"))],
};

/** Every reason for which a browser keeps a response from a page, played by the model, with what each console says. */
export async function corsErrorsPage(): Promise<string> {
  const sections = await Promise.all(Object.keys(CATALOGUE).map((name) => section(name)));
  return page(
    "Why a browser blocks",
    "Each code is that of Chromium's `Network.CorsError`, or one of ours where Chromium has none. The model of the " +
      "browser has played a request that fails so; the cause, the fix and the consoles' words are what it says of it. " +
      "The links lead into the simulator of `npm start`.",
    ...sections,
  );
}

async function section(name: string): Promise<string> {
  const examples = EXAMPLES.filter(({ outcome }) => outcome === name);
  const [other, otherEngine] = OTHERS[name as FailureCode] ?? [];
  const scenario = examples[0]?.scenario ?? other;
  if (scenario === undefined) throw new Error(`there is no scenario for ${name}`);
  const { step, cause, fix, messages } = await failureOf(scenario, otherEngine ?? "standard", name);
  const links =
    examples.length === 0
      ? [link(`s=${encodeScenario(scenario)}${otherEngine === undefined ? "" : `&in=${otherEngine}`}`, name, name)]
      : examples.map(({ id, title }) => link(id, title, name));
  return [
    `## ${name}`,
    plain(cause),
    `**Fix.** ${plain(fix)}`,
    `Try it: ${links.join("; ")}. [The step of the standard](${step}).`,
    "Chrome's console:",
    block("", messages.chromium),
    "Firefox's:",
    block("", messages.firefox),
    "Safari's:",
    block("", messages.webkit),
  ].join("\n\n");
}

function link(hash: string, text: string, outcome: string): string {
  return `[${plain(text)}](${SIMULATOR}#${hash} "${outcome}")`;
}

/** @throws {Error} where it fails otherwise, or not at all */
async function failureOf(scenario: Scenario, engine: Engine, wanted: string): Promise<Failure> {
  const { visits } = await predict(scenario, engine);
  const failures = visits.flatMap(({ outcome }) => outcome.failure ?? []);
  const [failure] = failures;
  if (failure?.code !== wanted) throw new Error(`${wanted} is ${failure?.code ?? "no failure"} in ${engine}`);
  return failure;
}
