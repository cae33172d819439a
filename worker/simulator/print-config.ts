/** A config as one types it: a line for each option. */
export function printConfig(config: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(config).map(([name, value]) => {
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
    return `  ${key}: ${printValue(value)},`;
  });
  return ["{", ...lines, "}"].join("\n");
}

function printValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printValue).join(", ")}]`;
  return JSON.stringify(value) ?? "undefined";
}
