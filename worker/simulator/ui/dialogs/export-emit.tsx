import { useEffect, useState } from "hono/jsx/dom";
import { TARGETS, type TargetName } from "../../../../src/emit/targets.ts";
import type { Written } from "../../export-emit.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Select } from "../parts/field.tsx";

interface ConfigurationProps {
  /** Of corskit, as one types it. */
  readonly config: string;
}

/** The policy as configuration of what stands in front of the code. */
export function Configuration({ config }: ConfigurationProps) {
  const [target, setTarget] = useState<TargetName>("function-url");
  const [written, setWritten] = useState<Written | null>(null);
  useEffect(() => {
    let isOld = false;
    const write = async (): Promise<void> => {
      // The emitters bring a library for YAML.
      const { toConfiguration } = await import("../../export-emit.ts");
      if (!isOld) setWritten(toConfiguration(config, target));
    };
    void write();
    return () => {
      isOld = true;
    };
  }, [config, target]);
  return (
    <section>
      <div class="head">
        <h3>Configuration</h3>
        {written?.output ? <CopyButton text={written.output} label="Copy configuration" /> : undefined}
      </div>
      <p class="small">The same policy where code cannot reach: corskit emit {target}.</p>
      <Select
        label="For"
        value={target}
        options={TARGETS.map(({ name, summary }) => [name, summary] as const)}
        onChoice={setTarget}
      />
      {written === null ? <p class="empty">Writing …</p> : <Result written={written} />}
    </section>
  );
}

function Result({ written: { output, issues, owner } }: { readonly written: Written }) {
  return (
    <>
      {issues.length === 0 ? undefined : (
        <ul class={output === null ? "losses refused" : "losses"} aria-label={output === null ? "Refused" : "Lost"}>
          {issues.map(({ message, fix }) => (
            <li key={message}>
              {message}
              <span class="small">{fix}</span>
            </li>
          ))}
        </ul>
      )}
      {output === null ? undefined : (
        <pre class="code-block" tabindex={0} aria-label="Configuration">
          {output}
        </pre>
      )}
      {owner === null ? undefined : <p class="small">{owner}</p>}
    </>
  );
}
