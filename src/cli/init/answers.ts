import { CannotRun } from "../cannot-run.ts";
import type { Terminal } from "../terminal.ts";
import { questions, splitOrigins, type Questions } from "./ask.ts";
import type { InitOptions } from "./options.ts";
import type { Pages } from "./policy-text.ts";
import type { Template, Variant } from "./templates.ts";

/** All that has to be known of a project. */
export interface Answers extends Pages {
  readonly folder: string;
  readonly variant: Variant;
}

/** Who can be asked: nobody where no terminal is, or none is wanted. */
export function asked({ yes, json }: InitOptions, { dialogue }: Terminal): Questions | undefined {
  return yes === true || json === true || dialogue === undefined ? undefined : questions(dialogue);
}

/**
 * What the command line says, and what a person answers to the rest.
 *
 * @param ask undefined where nobody can be asked: then the defaults are taken
 * @throws CannotRun where something is missing that has no default
 * @throws Cancelled
 */
export async function answersOf(
  folder: string | undefined,
  options: InitOptions,
  ask: Questions | undefined,
): Promise<Answers> {
  const { template, origins } = options;
  if (ask === undefined) {
    const missing = [
      ...(folder === undefined ? ["a folder"] : []),
      ...(template === undefined ? ["--template"] : []),
      ...(origins === undefined ? ["--origins"] : []),
    ];
    if (missing.length > 0) {
      throw new CannotRun(
        `init needs ${missing.join(" and ")}, and there is no terminal to ask on`,
        "corskit init my-api --template worker --origins https://app.example.com",
      );
    }
  }
  const chosen = folder ?? (await ask?.folder()) ?? "";
  const variant = await variantOf(template ?? (await ask?.template()) ?? "worker", options, ask);
  return { folder: chosen, variant, ...(await pagesOf(options, ask)) };
}

/** @throws Cancelled */
export async function pagesOf({ origins, credentials }: InitOptions, ask: Questions | undefined): Promise<Pages> {
  return {
    origins: splitOrigins(...(origins ?? (await ask?.origins()) ?? [])),
    credentials: credentials ?? (await ask?.credentials()) ?? false,
  };
}

async function variantOf(
  template: Template,
  { infra, gateway }: InitOptions,
  ask: Questions | undefined,
): Promise<Variant> {
  if (template === "lambda") {
    return {
      template,
      infra: infra ?? (await ask?.infra()) ?? "sam",
      gateway: gateway ?? (await ask?.gateway()) ?? "function-url",
    };
  }
  if (infra === undefined && gateway === undefined) return { template };
  throw new CannotRun(
    `--infra and --gateway are about the template lambda, and this is ${template}`,
    "leave them out, or choose --template lambda",
  );
}
