import type { Engine, Outcome } from "../../../browser/index.ts";
import type { PastedRequest } from "../../../paste/pasted.ts";
import type { Evidence, Heard } from "../evidence.ts";
import { isHeldBack } from "./verdict.ts";
import type { Checked } from "./human.ts";
import { printJson } from "../../report/printable.ts";

/** The report for programs; docs/check.md documents its shape, which changes with the package's major version alone. */
export function jsonReport({ evidence, findings, notes, engines, requests, milliseconds }: Checked): string {
  const exchanges = allHeard(evidence);
  const numberOf = (heard: Heard): number => exchanges.indexOf(heard);
  const { probes, bare, url, origins, notAsked } = evidence;
  const report = {
    url,
    origins,
    verdicts: probes.map((probed) => ({
      ...probed.probe,
      request: withoutPaste(probed.probe.request),
      heldBack: isHeldBack(probed),
      engines: Object.fromEntries(engines.map((engine) => [engine, verdict(probed.outcomes[engine], engine)])),
      exchanges: probed.heard.map(numberOf),
    })),
    bare: {
      withoutOrigin: bare.withoutOrigin === null ? null : numberOf(bare.withoutOrigin),
      plainOptions: bare.plainOptions === null ? null : numberOf(bare.plainOptions),
      oddMethod: bare.oddMethod === null ? null : numberOf(bare.oddMethod),
      withAuthorization: bare.withAuthorization === null ? null : numberOf(bare.withAuthorization),
      repeated: bare.repeated.map(numberOf),
    },
    exchanges,
    findings,
    notes,
    notAsked,
    requests,
    milliseconds: Math.round(milliseconds),
  };
  return printJson(report);
}

/** Who asks is told beside it, and what was left out of a paste once for all. */
function withoutPaste(request: PastedRequest): Omit<PastedRequest, "origin" | "notes"> {
  const { url, method, headers, body, credentials, mode, redirect } = request;
  return { url, method, headers, body, credentials, mode, redirect };
}

function allHeard({ probes, bare }: Evidence): readonly Heard[] {
  const { withoutOrigin, plainOptions, oddMethod, withAuthorization, repeated } = bare;
  const others = [withoutOrigin, plainOptions, oddMethod, withAuthorization, ...repeated].filter(
    (heard) => heard !== null,
  );
  return [...new Set([...probes.flatMap(({ heard }) => heard), ...others])];
}

function verdict({ verdict: word, response, failure }: Outcome, engine: Engine): unknown {
  return {
    verdict: word,
    status: response?.status ?? null,
    readableHeaders: response === null ? [] : [...response.headers.keys()],
    failure:
      failure === null
        ? null
        : {
            code: failure.code,
            step: failure.step,
            detail: failure.detail,
            cause: failure.cause,
            fix: failure.fix,
            console: engine === "standard" ? null : failure.messages[engine],
          },
  };
}
