import { useEffect, useRef, useState } from "hono/jsx/dom";
import { layOut, type Layout, type Mark } from "./layout.ts";
import type { Lane, Step } from "./story.ts";
import { StepList } from "./step-list.tsx";

export interface PictureProps {
  readonly steps: readonly Step[];
  readonly hasCache: boolean;
}

const NAMES: Readonly<Record<Lane, string>> = { page: "Page", browser: "Browser", cache: "Cache", server: "Server" };

/** The sequence of requests and answers as a drawing, as wide as there is room, and as a list. */
export function Picture({ steps, hasCache }: PictureProps) {
  const [width, setWidth] = useState(initialWidth);
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    if (frame.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.max(300, Math.floor(entry.contentRect.width)));
    });
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  const layout = layOut(steps, width, hasCache);
  return (
    <figure class="picture" ref={frame}>
      <Drawing layout={layout} width={width} />
      <details class="as-text">
        <summary>The same in words</summary>
        <StepList steps={steps} />
      </details>
    </figure>
  );
}

/** Before the real one is known: what a phone, or the column of a large screen, will have. */
function initialWidth(): number {
  const all = document.documentElement.clientWidth;
  return all < 760 ? Math.max(300, all - 34) : 600;
}

function Drawing({ layout, width }: { readonly layout: Layout; readonly width: number }) {
  const { height, lanes, marks, left, right, fontSize } = layout;
  const browser = lanes.find(({ lane }) => lane === "browser")?.x ?? 0;
  return (
    <svg
      class="drawing"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      font-size={fontSize}
      aria-hidden="true"
    >
      {marks.map((mark, i) =>
        mark.kind === "box" ? (
          <rect
            key={i}
            class={mark.tone}
            x={left - 6}
            y={mark.y}
            width={right - left + 12}
            height={mark.height}
            rx={5}
          />
        ) : undefined,
      )}
      {lanes.map(({ lane, x }) => (
        <g key={lane} class="lane">
          <line x1={x} x2={x} y1={22} y2={height} />
          <text x={x} y={15} text-anchor="middle">
            {NAMES[lane]}
          </text>
        </g>
      ))}
      {marks.map((mark, i) => (
        <Drawn key={i} mark={mark} browser={browser} width={width} />
      ))}
    </svg>
  );
}

interface DrawnProps {
  readonly mark: Mark;
  readonly browser: number;
  readonly width: number;
}

function Drawn({ mark, browser, width }: DrawnProps) {
  switch (mark.kind) {
    case "text":
      return (
        <text x={mark.x} y={mark.y}>
          {mark.spans.map(({ text, className = "" }, i) => (
            <tspan key={i} class={className}>
              {text}
            </tspan>
          ))}
        </text>
      );
    case "arrow": {
      const way = Math.sign(mark.to - mark.from);
      const tip = mark.to - way * 2;
      const head = `M${tip - way * 7} ${mark.y - 4}L${tip} ${mark.y}L${tip - way * 7} ${mark.y + 4}Z`;
      return (
        <g class={`arrow ${mark.tone} ${way < 0 ? "back" : "forth"}`}>
          <line x1={mark.from} x2={tip - way * 6} y1={mark.y} y2={mark.y} />
          <path d={head} />
        </g>
      );
    }
    case "rule":
      return <line class="rule" x1={0} x2={width} y1={mark.y} y2={mark.y} />;
    case "sign": {
      const { y, verdict } = mark;
      const shape =
        verdict === "fails" ? `M${browser - 3} ${y - 3}l6 6m0 -6l-6 6` : `M${browser - 3} ${y}l2.5 2.5l4 -5`;
      return (
        <g class={`sign ${verdict.replace(" ", "-")}`}>
          <circle cx={browser} cy={y} r={verdict === "fails" ? 8 : 6.5} />
          {verdict === "not reached" ? undefined : <path d={shape} />}
        </g>
      );
    }
    case "box":
      return undefined;
  }
}
