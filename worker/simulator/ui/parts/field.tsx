import type { Child } from "hono/jsx/dom";
import { useId } from "hono/jsx/dom";

/** What a change of a field does: `typed` while somebody is at it, `chosen` where it is one step. */
export type OnText = (text: string) => void;

export function textOf(event: Event): string {
  const { target } = event;
  const isField =
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
  return isField ? target.value : "";
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onText: OnText;
  /** What is wrong with it; announced, and tied to the field. */
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly wide?: boolean | undefined;
  readonly disabled?: boolean | undefined;
}

function Labelled({ id, props, children }: { id: string; props: FieldProps; children: Child }) {
  const { label, error, hint, wide } = props;
  return (
    <div class={wide === true ? "field wide" : "field"}>
      <label for={id}>{label}</label>
      {children}
      {hint === undefined ? undefined : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error === undefined ? undefined : (
        <p class="wrong" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

function describedBy(id: string, { error, hint }: FieldProps): string | undefined {
  const ids = [hint === undefined ? "" : `${id}-hint`, error === undefined ? "" : `${id}-error`].filter(Boolean);
  return ids.length === 0 ? undefined : ids.join(" ");
}

interface TextFieldProps extends FieldProps {
  readonly suggestions?: readonly string[] | undefined;
  readonly inputMode?: "numeric" | "url" | "text" | undefined;
  readonly placeholder?: string | undefined;
}

export function TextField(props: TextFieldProps) {
  const id = useId();
  const { value, onText, error, suggestions, inputMode, placeholder, disabled } = props;
  return (
    <Labelled id={id} props={props}>
      <input
        id={id}
        type="text"
        value={value}
        list={suggestions && `${id}-list`}
        inputmode={inputMode}
        placeholder={placeholder}
        disabled={disabled}
        autocomplete="off"
        autocapitalize="off"
        aria-invalid={error === undefined ? undefined : "true"}
        aria-describedby={describedBy(id, props)}
        onInput={(event: Event) => onText(textOf(event))}
      />
      {suggestions && (
        <datalist id={`${id}-list`}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </Labelled>
  );
}

interface AreaProps extends FieldProps {
  readonly rows: number;
  readonly placeholder?: string | undefined;
  readonly className?: string | undefined;
}

export function TextArea(props: AreaProps) {
  const id = useId();
  const { value, onText, error, rows, placeholder, className, disabled } = props;
  return (
    <Labelled id={id} props={props}>
      <textarea
        id={id}
        class={className}
        rows={rows}
        value={value}
        placeholder={placeholder}
        disabled={disabled}
        autocomplete="off"
        autocapitalize="off"
        aria-invalid={error === undefined ? undefined : "true"}
        aria-describedby={describedBy(id, props)}
        onInput={(event: Event) => onText(textOf(event))}
      />
    </Labelled>
  );
}

interface SelectProps<T extends string> extends Omit<FieldProps, "value" | "onText"> {
  readonly value: T;
  readonly options: readonly (T | readonly [value: T, label: string])[];
  readonly onChoice: (value: T) => void;
}

export function Select<T extends string>(props: SelectProps<T>) {
  const id = useId();
  const { value, options, onChoice, disabled } = props;
  const pairs = options.map((option): readonly [T, string] => (typeof option === "string" ? [option, option] : option));
  const choose = (event: Event): void => {
    const chosen = pairs.find(([one]) => one === textOf(event));
    if (chosen !== undefined) onChoice(chosen[0]);
  };
  return (
    <Labelled id={id} props={{ ...props, onText: () => undefined }}>
      <select id={id} value={value} disabled={disabled} onChange={choose}>
        {pairs.map(([one, label]) => (
          <option key={one} value={one} selected={one === value}>
            {label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

interface CheckboxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChoice: (checked: boolean) => void;
}

export function Checkbox({ label, checked, onChoice }: CheckboxProps) {
  return (
    <label class="checkbox">
      <input
        type="checkbox"
        checked={checked}
        onChange={({ target }: Event) => onChoice(target instanceof HTMLInputElement && target.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
