import type { Outcome } from "../../../../src/browser/index.ts";

export type Result = Outcome["verdict"];

const SIGNS: Readonly<Record<Result, readonly [sign: string, tone: "good" | "bad" | "plain"]>> = {
  readable: ["✓", "good"],
  opaque: ["◌", "plain"],
  blocked: ["✕", "bad"],
  "network-error": ["✕", "bad"],
};

const WORDS: Readonly<Record<Result, string>> = {
  readable: "The page reads it",
  opaque: "Sent, but opaque to the page",
  blocked: "Blocked by CORS",
  "network-error": "Fails, and not for CORS",
};

/** The verdict in large. */
export function Verdict({ outcome }: { readonly outcome: Pick<Outcome, "verdict" | "failure"> }) {
  const { verdict, failure } = outcome;
  return (
    <p class={`verdict ${SIGNS[verdict][1]}`}>
      <span class="icon" aria-hidden="true">
        {SIGNS[verdict][0]}
      </span>
      <b>{WORDS[verdict]}</b>
      {failure === null ? undefined : (
        <code>
          <Code code={failure.code} />
        </code>
      )}
    </p>
  );
}

interface BadgeProps {
  /** A verdict, or a failure's code. */
  readonly result: string;
}

/** A result in small: a symbol and a word, never colour alone. */
export function Badge({ result }: BadgeProps) {
  const [sign, tone] = signOf(result);
  return (
    <span class={`badge ${tone}`}>
      <span aria-hidden="true">{sign}</span> <Code code={result} />
    </span>
  );
}

/** @param result a verdict, or the code of what is wrong */
export function signOf(result: string): readonly [sign: string, tone: "good" | "bad" | "plain"] {
  return result === "readable" || result === "opaque" ? SIGNS[result] : SIGNS.blocked;
}

/** A name of several words, which may break between them. */
function Code({ code }: { readonly code: string }) {
  return (
    <>
      {code.split(/(?<=[a-z])(?=[A-Z])/).map((word, i) => (
        <>
          {i === 0 ? undefined : <wbr />}
          {word}
        </>
      ))}
    </>
  );
}

export function wordsFor(result: Result): string {
  return WORDS[result];
}
