import { useEffect, useState } from "hono/jsx/dom";
import { toVitest } from "../../export-test.ts";
import { toConfig, toCurl } from "../../export.ts";
import type { Scenario } from "../../scenario.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Configuration } from "./export-emit.tsx";

interface Exports {
  readonly curl: string;
  readonly config: string | null;
  readonly vitest: string | null;
}

interface ExportDialogProps {
  readonly scenario: Scenario;
  readonly onClosed: () => void;
}

/** The scenario in the words of other tools. */
export function ExportDialog({ scenario, onClosed }: ExportDialogProps) {
  const [exports, setExports] = useState<Exports | string | null>(null);
  useEffect(() => {
    Promise.all([toCurl(scenario), toConfig(scenario), toVitest(scenario)]).then(
      ([curl, config, vitest]) => setExports({ curl: curl.join("\n\n"), config, vitest }),
      (error: unknown) => setExports(String(error)),
    );
  }, []);
  return (
    <Dialog title="Export" onClosed={onClosed}>
      {exports === null ? <p class="empty">Writing …</p> : undefined}
      {typeof exports === "string" ? <p class="notice bad">{exports}</p> : undefined}
      {exports !== null && typeof exports === "object" ? <Written exports={exports} /> : undefined}
    </Dialog>
  );
}

function Written({ exports: { curl, config, vitest } }: { readonly exports: Exports }) {
  return (
    <div class="exports">
      <Text
        title="curl"
        about="What the browser sends, one command for each request."
        text={curl === "" ? null : curl}
        without="Nothing is sent, so there is nothing to send with curl."
      />
      <Text
        title="A corskit policy"
        about="Under which this page may read: cors( … )."
        text={config}
        without="No policy of the server’s helps this page."
      />
      {config === null ? undefined : <Configuration config={config} />}
      <Text
        title="A test for vitest"
        about="Holds the server to what comes of it now, with corskit/testing."
        text={vitest}
        without="There is no test of it: an answer has a status that no Response can have, or the config is no policy."
      />
    </div>
  );
}

interface TextProps {
  readonly title: string;
  readonly about: string;
  readonly text: string | null;
  readonly without: string;
}

function Text({ title, about, text, without }: TextProps) {
  return (
    <section>
      <div class="head">
        <h3>{title}</h3>
        {text === null ? undefined : <CopyButton text={text} label={`Copy ${title.replace(/^A /, "")}`} />}
      </div>
      <p class="small">{text === null ? without : about}</p>
      {text === null ? undefined : (
        <pre class="code-block" tabindex={0} aria-label={title}>
          {text}
        </pre>
      )}
    </section>
  );
}
