/** A config as one types it: a line for each option. */
export function printConfig(config: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(config).map(([name, value]) => {
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
    return `  ${key}: ${printValue(value)},`;
  });
  return ["{", ...lines, "}"].join("\n");
}

/** The object in a config's text, which may be a whole module: what `cors( … )` takes. Of what is none, the text. */
export async function printObjectOf(config: string): Promise<string> {
  const { parseLiteral } = await import("../../src/paste/parse-literal.ts");
  const read = parseLiteral(config);
  const isObject = "value" in read && typeof read.value === "object" && read.value !== null;
  return isObject ? printConfig(read.value as Readonly<Record<string, unknown>>) : config;
}

function printValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printValue).join(", ")}]`;
  return JSON.stringify(value) ?? "undefined";
}
