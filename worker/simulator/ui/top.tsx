import { useState } from "hono/jsx/dom";
import type { Engine } from "../../../src/browser/index.ts";
import type { Scenario } from "../scenario.ts";
import { CopyButton } from "./parts/copy-button.tsx";
import { Later } from "./parts/later.tsx";
import { PasteField, type Pasted } from "./paste-field.tsx";

interface TopProps {
  readonly scenario: Scenario;
  /** The one that was chosen, which stays with the next case. */
  readonly engine: Engine | null;
  readonly onPasted: (pasted: Pasted) => void;
  /** Lets the server answer by a policy. */
  readonly onPolicy: (config: string) => void;
}

type Opened = "examples" | "export" | "matrix" | null;

const LOADERS = {
  examples: async () => (await import("./dialogs/gallery.tsx")).GalleryDialog,
  export: async () => (await import("./dialogs/export.tsx")).ExportDialog,
  matrix: async () => (await import("./dialogs/matrix.tsx")).MatrixDialog,
};

/** The name, the field that takes every paste, and what opens over the page. */
export function Top({ scenario, engine, onPasted, onPolicy }: TopProps) {
  const [opened, setOpened] = useState<Opened>(null);
  const onClosed = (): void => setOpened(null);
  return (
    <header class="top">
      <h1 class="brand">
        <img src="/icon.svg" alt="" width="20" height="20" />
        corskit <span>CORS simulator</span>
      </h1>
      <PasteField scenario={scenario} onPasted={onPasted} />
      <div class="tools">
        <button type="button" onClick={() => setOpened("examples")}>
          Examples
        </button>
        <button type="button" onClick={() => setOpened("matrix")}>
          Policy matrix
        </button>
        <button type="button" onClick={() => setOpened("export")}>
          Export
        </button>
        <CopyButton text={() => location.href} label="Copy link" />
        <a href="/docs/">Docs</a>
      </div>
      {opened === "examples" ? <Later load={LOADERS.examples} props={{ engine, onClosed }} /> : undefined}
      {opened === "export" ? <Later load={LOADERS.export} props={{ scenario, onClosed }} /> : undefined}
      {opened === "matrix" ? (
        <Later load={LOADERS.matrix} props={{ scenario, engine, onPolicy, onClosed }} />
      ) : undefined}
    </header>
  );
}
