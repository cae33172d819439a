import { fill } from "./address.ts";
import { STEP } from "./fixed.ts";
import type { Answer, Engine, Header, Hop, Scenario, Step } from "./scenario.ts";

// Exchanges whose outcome is known by heart. Played first, they show that the harness tells the truth.
const ORIGIN: Header = ["Access-Control-Allow-Origin", "http://app.localhost:{port}"];
const NOTHING: Answer = { status: 200, headers: [] };
const OPEN: Answer = { status: 200, headers: [ORIGIN] };
const PUT_ALLOWED: Answer = {
  status: 204,
  headers: [ORIGIN, ["Access-Control-Allow-Methods", "PUT"], ["Access-Control-Max-Age", "600"]],
};

const api = (actual: Answer, preflight: Answer = NOTHING): Hop => ({ host: "api", preflight, actual });

/** What must be seen, as far as every engine agrees on it. */
export interface Known {
  readonly scenario: Scenario;
  readonly verdicts: readonly string[];
  readonly corsErrors: readonly (string | null)[];
  /** Method and Origin of each request, per step. */
  readonly received: readonly (readonly string[])[];
}

const put = (step: Partial<Step> & Pick<Step, "hops">): Step => ({ ...STEP, method: "PUT", ...step });
const APP = "http://app.localhost:{port}";

export const KNOWN: readonly Known[] = [
  {
    scenario: { id: "known.readable", steps: [{ ...STEP, hops: [api(OPEN)] }] },
    verdicts: ["readable"],
    corsErrors: [null],
    received: [[`GET ${APP}`]],
  },
  {
    scenario: { id: "known.missing", steps: [{ ...STEP, hops: [api(NOTHING)] }] },
    verdicts: ["blocked"],
    corsErrors: ["MissingAllowOriginHeader"],
    received: [[`GET ${APP}`]],
  },
  {
    scenario: {
      id: "known.preflight-404",
      steps: [put({ hops: [api(OPEN, { status: 404, headers: [ORIGIN] })] })],
    },
    verdicts: ["blocked"],
    corsErrors: ["PreflightInvalidStatus"],
    received: [[`OPTIONS ${APP}`]],
  },
  {
    scenario: {
      id: "known.preflight-cached",
      steps: [put({ hops: [api(OPEN, PUT_ALLOWED)] }), put({ hops: [api(OPEN, PUT_ALLOWED)] })],
    },
    verdicts: ["readable", "readable"],
    corsErrors: [null, null],
    received: [[`OPTIONS ${APP}`, `PUT ${APP}`], [`PUT ${APP}`]],
  },
  {
    scenario: {
      id: "known.tainted",
      steps: [
        {
          ...STEP,
          hops: [
            { ...api({ status: 302, headers: [ORIGIN] }), to: "next" },
            { host: "other", preflight: NOTHING, actual: { status: 200, headers: [ORIGIN] } },
          ],
        },
      ],
    },
    verdicts: ["blocked"],
    corsErrors: ["AllowOriginMismatch"],
    received: [[`GET ${APP}`, "GET null"]],
  },
  {
    scenario: { id: "known.opaque", steps: [{ ...STEP, mode: "no-cors", hops: [api(NOTHING)] }] },
    verdicts: ["opaque"],
    corsErrors: [null],
    received: [["GET null"]],
  },
  {
    scenario: { id: "known.thrown", steps: [{ ...STEP, method: "TRACE", hops: [api(OPEN)] }] },
    verdicts: ["thrown"],
    corsErrors: [null],
    received: [[]],
  },
  {
    scenario: {
      id: "known.upload",
      steps: [{ ...STEP, via: "xhr", uploadListener: true, method: "POST", body: "text", hops: [api(OPEN, OPEN)] }],
    },
    verdicts: ["readable"],
    corsErrors: [null],
    received: [[`OPTIONS ${APP}`, `POST ${APP}`]],
  },
];

/** @returns what an engine did otherwise than is known, in words; anything here means that the harness is broken */
export async function checkKnown(engine: Engine): Promise<readonly string[]> {
  const observations = await engine.run(KNOWN.map(({ scenario }) => scenario));
  return KNOWN.flatMap((known, index) => {
    const { seen = [], received = [] } = observations[index] ?? {};
    const requests = known.received.map((_, step) =>
      received.filter((one) => one.step === step).map(({ method, origin }) => `${method} ${origin}`),
    );
    const facts: readonly (readonly [unknown, unknown])[] = [
      [known.verdicts, seen.map(({ verdict }) => verdict)],
      [known.received.map((step) => step.map((text) => fill(text, engine.port))), requests],
      ...(engine.name === "chromium" ? [[known.corsErrors, seen.map(({ corsError }) => corsError)] as const] : []),
    ];
    return facts
      .map(([expected, actual]) => [JSON.stringify(expected), JSON.stringify(actual)])
      .filter(([expected, actual]) => expected !== actual)
      .map(([expected, actual]) => `${known.scenario.id}: expected ${expected}, observed ${actual}`);
  });
}
