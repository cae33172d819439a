import { useRef } from "hono/jsx/dom";
import type { ConfigFault } from "../../config.ts";
import { TextArea } from "./field.tsx";
import { lineOfIssue, selectLine } from "./issue-line.ts";

interface ConfigFieldProps {
  readonly config: string;
  readonly fault: ConfigFault | null;
  readonly onText: (config: string) => void;
}

/** A policy's config as text, with each fault at the line where it belongs and what to write instead. */
export function ConfigField({ config, fault, onText }: ConfigFieldProps) {
  const frame = useRef<HTMLElement>(null);
  const show = (line: number): void => {
    const field = frame.current?.querySelector("textarea");
    if (field instanceof HTMLTextAreaElement) selectLine(field, line);
  };
  return (
    <div class="config wide" ref={frame}>
      <TextArea
        label="The policy’s config: cors( … )"
        className="lines"
        rows={Math.min(16, Math.max(5, config.split("\n").length))}
        value={config}
        error={fault === null ? undefined : inWords(fault)}
        onText={onText}
      />
      {fault === null || fault.issues.length === 0 ? undefined : (
        <ul class="faults">
          {fault.issues.map((issue, i) => (
            <Issue key={i} issue={issue} line={lineOfIssue(config, issue)} onShow={show} />
          ))}
        </ul>
      )}
    </div>
  );
}

interface IssueProps {
  readonly issue: ConfigFault["issues"][number];
  readonly line: number | null;
  readonly onShow: (line: number) => void;
}

function Issue({ issue: { path, code, message, fix }, line, onShow }: IssueProps) {
  return (
    <li>
      <p>
        {line === null ? undefined : (
          <>
            <button type="button" class="plain" onClick={() => onShow(line)}>
              Line {line}
            </button>{" "}
          </>
        )}
        <code>{path}</code>: {message} <code class="code">{code}</code>
      </p>
      <p class="fix">
        Write: <code>{fix}</code>
      </p>
    </li>
  );
}

function inWords({ unreadable, issues }: ConfigFault): string {
  if (unreadable !== null) return `${unreadable.message} ${unreadable.fix}`;
  return issues.length === 1 ? "The config has a fault" : `The config has ${issues.length} faults`;
}
