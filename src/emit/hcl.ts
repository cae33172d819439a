/** What can be written as an expression of Terraform's. */
export type HclValue = string | readonly HclValue[] | { readonly [key: string]: HclValue };

/**
 * A value in Terraform's language, indented for where it stands
 * (https://developer.hashicorp.com/terraform/language/expressions/strings).
 *
 * @param indent of the line that it begins on, in spaces
 */
export function toHcl(value: HclValue, indent: number = 0): string {
  if (typeof value === "string") return quote(value);
  const inner = " ".repeat(indent + 2);
  const close = " ".repeat(indent);
  if (isList(value)) return `[\n${value.map((item) => `${inner}${toHcl(item, indent + 2)},\n`).join("")}${close}]`;
  const entries = Object.entries(value).map(([key, item]) => ({
    name: /^[a-z_]+$/.test(key) ? key : quote(key),
    text: toHcl(item, indent + 2),
  }));
  return `{\n${aligned(entries, inner)}${close}}`;
}

/** As `terraform fmt` has it: equals signs stand below each other, where no value of several lines is between. */
function aligned(entries: readonly { readonly name: string; readonly text: string }[], indent: string): string {
  const isLong = ({ text }: { readonly text: string }): boolean => text.includes("\n");
  let lines = "";
  for (const [i, entry] of entries.entries()) {
    const before = entries.slice(0, i).findLastIndex(isLong) + 1;
    const after = entries.slice(i).findIndex(isLong);
    const group = entries.slice(before, after < 0 ? undefined : i + after);
    const width = isLong(entry) ? 0 : Math.max(...group.map(({ name }) => name.length));
    lines += `${indent}${entry.name.padEnd(width)} = ${entry.text}\n`;
  }
  return lines;
}

function isList(value: Exclude<HclValue, string>): value is readonly HclValue[] {
  return Array.isArray(value);
}

/** `${` and `%{` would begin a template. JSON's other escapes are Terraform's too. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/[$%](?=\{)/g, "$&$&");
}
