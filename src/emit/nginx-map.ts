/** `map source $prefix_name { … }` (https://nginx.org/en/docs/http/ngx_http_map_module.html). */
export interface NginxMap {
  readonly comment?: string;
  readonly source: string;
  readonly name: string;
  /** Keys and values as they stand there, quotes and all. Expressions are tried in this order. */
  readonly entries: Readonly<Record<string, string>>;
}

/** A variable of this policy by its name: `$cors_origin`. */
export type Own = (name: string) => string;

/** A key that is a regular expression, with case; quoted, since it may have braces in it. */
export function matches(source: string): string {
  return `"~${source}"`;
}

export const NOTHING = '""';

/** Ends with a line break. */
export function printMap({ comment, source, name, entries }: NginxMap, own: Own): string {
  const lines = Object.entries(entries).map(([key, value]) => `    ${key} ${value};\n`);
  return `${comment === undefined ? "" : `# ${comment}\n`}map ${source} ${own(name)} {\n${lines.join("")}}\n`;
}
