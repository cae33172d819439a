import type { ConfigFault } from "../../config.ts";
import type { PolicyServer } from "../../scenario.ts";
import { ConfigField } from "../parts/config-field.tsx";
import { Select } from "../parts/field.tsx";

interface PolicyFieldsProps {
  readonly server: PolicyServer;
  readonly fault: ConfigFault | null;
  readonly onChange: (server: PolicyServer, how: "typed" | "chosen") => void;
}

/** A policy as one writes it, before a handler whose outcome is chosen. */
export function PolicyFields({ server, fault, onChange }: PolicyFieldsProps) {
  return (
    <div class="fields">
      <ConfigField config={server.config} fault={fault} onText={(config) => onChange({ ...server, config }, "typed")} />
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
