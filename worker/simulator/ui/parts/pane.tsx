import type { Child } from "hono/jsx/dom";

interface PaneProps {
  /** Also the name of its landmark. */
  readonly id: string;
  readonly title: string;
  /** What stands in its head, at the right. */
  readonly aside?: Child;
  /** It shows something older than what is typed. */
  readonly stale?: boolean;
  readonly children?: Child;
}

export function Pane({ id, title, aside, stale, children }: PaneProps) {
  return (
    <section class={`pane ${id}`} aria-labelledby={`${id}-title`} id={id}>
      <div class="head">
        <h2 id={`${id}-title`}>{title}</h2>
        {aside}
      </div>
      <div class={stale === true ? "stale" : ""}>{children}</div>
    </section>
  );
}
