import { cancel, confirm, isCancel, select, text, updateSettings, type CANCEL_SYMBOL } from "@clack/prompts";
import { CannotRun } from "../cannot-run.ts";
import type { Dialogue } from "../terminal.ts";
import { checkPolicy } from "./policy-text.ts";
import type { Gateway, Infra, Template } from "./templates.ts";

/** Thrown where a person has had enough. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

// It ends the input: nobody would answer any more.
updateSettings({ aliases: { "\u0004": "cancel" } });
const SHOW_CURSOR = "\u001b[?25h";

/** The questions of `corskit init`. Each rejects with Cancelled on ctrl-c and ctrl-d. */
export interface Questions {
  folder(): Promise<string>;
  template(): Promise<Template>;
  infra(): Promise<Infra>;
  gateway(): Promise<Gateway>;
  origins(): Promise<readonly string[]>;
  credentials(): Promise<boolean>;
  apply(): Promise<boolean>;
}

export function questions(dialogue: Dialogue): Questions {
  const answer = async <T>(asked: Promise<T | typeof CANCEL_SYMBOL>): Promise<T> => {
    // Whoever ends the process meanwhile gets the cursor back.
    const showCursor = (): unknown => dialogue.output.write(SHOW_CURSOR);
    process.once("exit", showCursor);
    const value = await asked.finally(() => process.off("exit", showCursor));
    if (!isCancel(value)) return value;
    cancel("Nothing was written.", dialogue);
    throw new Cancelled();
  };
  return {
    folder: () => answer(text({ ...dialogue, message: "Where to?", placeholder: "my-api", defaultValue: "my-api" })),
    template: () =>
      answer(
        select<Template>({
          ...dialogue,
          message: "What does it run on?",
          options: [
            { value: "worker", label: "Cloudflare Workers" },
            { value: "lambda", label: "AWS Lambda" },
            { value: "hono", label: "Hono", hint: "on both" },
          ],
        }),
      ),
    infra: () =>
      answer(
        select<Infra>({
          ...dialogue,
          message: "What deploys it to AWS?",
          options: [
            { value: "sam", label: "SAM" },
            { value: "cdk", label: "CDK" },
          ],
        }),
      ),
    gateway: () =>
      answer(
        select<Gateway>({
          ...dialogue,
          message: "What is in front of it on AWS?",
          options: [
            { value: "function-url", label: "Function URL" },
            { value: "http-api", label: "API Gateway, HTTP API" },
            { value: "rest-api", label: "API Gateway, REST API" },
          ],
        }),
      ),
    origins: async () =>
      splitOrigins(
        await answer(
          text({
            ...dialogue,
            message: "Which pages may use it? Their origins, with blanks between",
            placeholder: "https://app.example.com https://*.example.org http://localhost:*",
            validate: (value = "") => fault(splitOrigins(value)),
          }),
        ),
      ),
    credentials: () => answer(confirm({ ...dialogue, message: "With cookies?", initialValue: false })),
    apply: () => answer(confirm({ ...dialogue, message: "Write this?" })),
  };
}

/** Origins of one text or several, with commas or blanks between. */
export function splitOrigins(...texts: readonly string[]): readonly string[] {
  return texts.flatMap((one) => one.split(/[\s,]+/)).filter((origin) => origin !== "");
}

function fault(origins: readonly string[]): string | undefined {
  try {
    checkPolicy({ allowOrigins: origins });
    return undefined;
  } catch (error) {
    if (error instanceof CannotRun) return error.message;
    throw error;
  }
}
