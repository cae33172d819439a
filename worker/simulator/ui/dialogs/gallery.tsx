import { useState } from "hono/jsx/dom";
import type { Engine } from "../../../../src/browser/index.ts";
import { EXAMPLES } from "../../gallery.ts";
import type { Example } from "../../scenario.ts";
import { hashOf } from "../location.ts";
import { signOf } from "../parts/badge.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { textOf } from "../parts/field.tsx";

interface GalleryDialogProps {
  readonly engine: Engine | null;
  readonly onClosed: () => void;
}

/** All examples, by topic, and what each of them teaches. */
export function GalleryDialog({ engine, onClosed }: GalleryDialogProps) {
  const [sought, setSought] = useState("");
  const found = EXAMPLES.filter((example) => matches(example, sought));
  const topics = [...new Set(found.map(({ topic }) => topic))];
  return (
    <Dialog title="Examples" onClosed={onClosed}>
      <input
        type="search"
        autofocus
        aria-label="Search the examples"
        placeholder="Search: wildcard, cookie, 404, redirect …"
        autocomplete="off"
        value={sought}
        onInput={(event: Event) => setSought(textOf(event))}
      />
      <p class="small" role="status">
        {found.length === EXAMPLES.length ? `${found.length} examples` : `${found.length} of ${EXAMPLES.length}`}
      </p>
      {found.length === 0 ? (
        <p class="empty">No example has “{sought}”. Try a header’s name, or a status.</p>
      ) : undefined}
      <div class="gallery">
        {topics.map((topic) => (
          <section key={topic} aria-labelledby={`topic-${topic.replace(" ", "-")}`}>
            <h3 id={`topic-${topic.replace(" ", "-")}`}>{topic}</h3>
            <ul>
              {found.map((example) =>
                example.topic === topic ? <Entry key={example.id} example={example} engine={engine} /> : undefined,
              )}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function Entry({ example, engine }: { readonly example: Example; readonly engine: Engine | null }) {
  const { title, lesson, outcome, scenario } = example;
  const [sign, tone] = signOf(outcome);
  return (
    <li>
      <a href={hashOf(scenario, engine, [example])} data-closes="">
        <span class={`sign ${tone}`} aria-hidden="true">
          {sign}
        </span>
        <b>{title}</b>
        <span class="hidden">({outcome})</span>
        <span class="lesson">{lesson}</span>
      </a>
    </li>
  );
}

/** Every word has to be somewhere, also in what is sent. */
function matches({ title, topic, lesson, outcome, scenario: { page, server } }: Example, sought: string): boolean {
  const answers = server.kind === "raw" ? server.hops : server.config;
  const asked = [page.method, page.headers, page.credentials === "include" ? "include" : "", page.cookie];
  const all = JSON.stringify([title, topic, lesson, outcome, asked, answers]).toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
