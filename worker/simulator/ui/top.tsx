import { useState } from "hono/jsx/dom";
import type { Scenario } from "../scenario.ts";
import { CopyButton } from "./parts/copy-button.tsx";
import { Later } from "./parts/later.tsx";
import { PasteField } from "./paste-field.tsx";

interface TopProps {
  readonly scenario: Scenario;
  readonly go: (scenario: Scenario, how: "typed" | "chosen") => void;
}

type Opened = "examples" | "export" | "matrix" | null;

const LOADERS = {
  examples: async () => (await import("./dialogs/gallery.tsx")).GalleryDialog,
};

/** The name, the field that takes every paste, and what opens over the page. */
export function Top({ scenario, go }: TopProps) {
  const [opened, setOpened] = useState<Opened>(null);
  const onClosed = (): void => setOpened(null);
  return (
    <header class="top">
      <h1 class="brand">
        <img src="/icon.svg" alt="" width="20" height="20" />
        corskit <span>CORS simulator</span>
      </h1>
      <PasteField scenario={scenario} go={go} />
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
      </div>
      {opened === "examples" ? <Later load={LOADERS.examples} props={{ onClosed }} /> : undefined}
    </header>
  );
}
