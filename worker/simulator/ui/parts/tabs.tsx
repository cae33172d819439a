import { useId, useRef, type Child } from "hono/jsx/dom";

interface TabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly tabs: readonly (readonly [value: T, label: string])[];
  readonly onChoice: (value: T) => void;
  readonly children: Child;
}

/** https://www.w3.org/WAI/ARIA/apg/patterns/tabs/, with automatic activation. */
export function Tabs<T extends string>({ label, value, tabs, onChoice, children }: TabsProps<T>) {
  const id = useId();
  const list = useRef<HTMLElement>(null);
  const move = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(([one]) => one === value);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (next === undefined) return;
    event.preventDefault();
    onChoice(next[0]);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next[0]}"]`)?.focus();
  };
  return (
    <div class="tabs">
      <div role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map(([one, text]) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`${id}-${one}`}
            data-tab={one}
            aria-selected={one === value ? "true" : "false"}
            aria-controls={`${id}-panel`}
            tabindex={one === value ? 0 : -1}
            onClick={() => onChoice(one)}
          >
            {text}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} tabindex={0}>
        {children}
      </div>
    </div>
  );
}
