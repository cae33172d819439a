/** Thrown within this folder alone, by what reads data of unknown shape. */
export class Invalid extends Error {
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/** Reads one value. @throws Invalid */
export type Read<T> = (value: unknown, path: string) => T;

function fail(path: string, wanted: string, value: unknown): never {
  const shown = JSON.stringify(value) ?? String(value);
  const found = shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
  throw new Invalid(path, `${path || "The link"} has to be ${wanted}; it is ${found}.`);
}

/** @param fits a further condition, which `wanted` tells */
export function text(longest: number, wanted?: string, fits: (value: string) => boolean = () => true): Read<string> {
  return (value, path) =>
    typeof value === "string" && value.length <= longest && fits(value)
      ? value
      : fail(path, `${wanted ?? "a text"} of at most ${longest} characters`, value);
}

export function whole(least: number, most: number): Read<number> {
  return (value, path) =>
    typeof value === "number" && Number.isInteger(value) && value >= least && value <= most
      ? value
      : fail(path, `a whole number from ${least} to ${most}`, value);
}

export const flag: Read<boolean> = (value, path) =>
  typeof value === "boolean" ? value : fail(path, "true or false", value);

export function oneOf<const T extends string>(...values: readonly T[]): Read<T> {
  return (value, path) =>
    values.find((one) => one === value) ?? fail(path, `one of ${values.map((one) => `"${one}"`).join(", ")}`, value);
}

export function list<T>(most: number, read: Read<T>): Read<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length > most) return fail(path, `a list of at most ${most}`, value);
    return value.map((one: unknown, i) => read(one, `${path}[${i}]`));
  };
}

/** Of an object with these fields and no others; what is absent is as in `usual`. */
export function record<T extends object>(usual: T, reads: { readonly [Field in keyof T]: Read<T[Field]> }): Read<T> {
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return fail(path, "an object", value);
    const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
    const unknown = Object.keys(value).find((name) => !Object.hasOwn(reads, name));
    if (unknown !== undefined) throw new Invalid(at(unknown), `There is no ${at(unknown).slice(0, 60)}.`);
    const given = value as Readonly<Record<string, unknown>>;
    const fields = Object.keys(reads).map((name) => {
      const field = name as keyof T & string;
      return [name, Object.hasOwn(given, name) ? reads[field](given[name], at(name)) : usual[field]];
    });
    return Object.fromEntries(fields) as T;
  };
}
