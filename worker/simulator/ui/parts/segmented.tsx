import { useId } from "hono/jsx/dom";

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, label: string])[];
  readonly onChoice: (value: T) => void;
}

/** Radio buttons that look like one control: arrow keys move within, as everybody's do. */
export function Segmented<T extends string>({ label, value, options, onChoice }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset class="segmented">
      <legend class="hidden">{label}</legend>
      {options.map(([one, text]) => (
        <label key={one} class={one === value ? "chosen" : ""}>
          <input type="radio" name={name} value={one} checked={one === value} onChange={() => onChoice(one)} />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
