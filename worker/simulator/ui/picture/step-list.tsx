import type { Step } from "./story.ts";
import { visible } from "./wrap.ts";

/** What the drawing shows, for those who do not see it. */
export function StepList({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol class="steps">
      {steps.map((step, i) => (
        <li key={i}>
          {sentence(step)}
          {step.kind === "message" && step.lines.length > 0 ? (
            <ul>
              {step.lines.map(([name, value], j) => (
                <li key={j}>
                  <code>{visible(`${name}: ${value}`)}</code>
                </li>
              ))}
            </ul>
          ) : undefined}
        </li>
      ))}
    </ol>
  );
}

function sentence(step: Step): string {
  switch (step.kind) {
    case "heading":
      return `${step.text}:`;
    case "note":
      return step.text;
    case "message":
      return `${step.from} to ${step.to}: ${visible(step.title)}`;
    case "check": {
      const { name, wanted, found } = step.check;
      return `Check of ${name} ${step.verdict === "not reached" ? "is not reached" : step.verdict}: wanted ${visible(wanted)}, found ${found === null ? "nothing" : visible(found)}`;
    }
  }
}
