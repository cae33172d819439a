import type { ConfigFault } from "../../config.ts";
import type { PolicyServer } from "../../scenario.ts";
import { Select, TextArea } from "../parts/field.tsx";

interface PolicyFieldsProps {
  readonly server: PolicyServer;
  readonly fault: ConfigFault | null;
  readonly onChange: (server: PolicyServer, how: "typed" | "chosen") => void;
}

/** A policy as one writes it, before a handler whose outcome is chosen. */
export function PolicyFields({ server, fault, onChange }: PolicyFieldsProps) {
  return (
    <div class="fields">
      <TextArea
        label="The policy’s config: cors( … )"
        className="lines"
        rows={Math.min(16, Math.max(6, server.config.split("\n").length))}
        wide
        value={server.config}
        error={fault === null ? undefined : faultInWords(fault)}
        onText={(config) => onChange({ ...server, config }, "typed")}
      />
      <ConfigIssues fault={fault} />
      <Select
        label="The handler’s outcome"
        value={server.outcome}
        options={["200", "204", "404", "429", "500", "throw", "redirect", "stream"]}
        wide
        onChoice={(outcome) => onChange({ ...server, outcome }, "chosen")}
      />
    </div>
  );
}

function faultInWords({ unreadable, issues }: ConfigFault): string {
  if (unreadable !== null) return `${unreadable.message} ${unreadable.fix}`;
  return issues.length === 1 ? "The config has a fault" : `The config has ${issues.length} faults`;
}

export function ConfigIssues({ fault }: { readonly fault: ConfigFault | null }) {
  if (fault === null || fault.issues.length === 0) return <></>;
  return (
    <ul class="faults wide">
      {fault.issues.map(({ path, code, message, fix }, i) => (
        <li key={i}>
          <p>
            <code>{path}</code>: {message} <code class="code">{code}</code>
          </p>
          <p class="fix">
            Write: <code>{fix}</code>
          </p>
        </li>
      ))}
    </ul>
  );
}
