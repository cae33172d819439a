import type { HeaderLine } from "../browser/index.ts";
import { toBytes } from "./bytes.ts";
import type { CurlOption } from "./curl-options.ts";

/** What curl makes of its data options, an isomorphic string, and the headers that it adds for them. */
export interface CurlBody {
  readonly body: string | null;
  readonly headers: readonly HeaderLine[];
  readonly notes: readonly string[];
}

const BOUNDARY = "------------------------corskit";

/** https://curl.se/docs/manpage.html: -d and its relatives are joined with &, --json as they are, -F is multipart. */
export function readCurlBody(options: readonly CurlOption[]): CurlBody {
  const notes: string[] = [];
  const fromFile = (option: string, file: string): string => {
    notes.push(`What ${option} reads from the file ${file} is not known here, and left empty.`);
    return "";
  };
  const plain = ({ value, written }: CurlOption): string =>
    value.startsWith("@") ? fromFile(written, value.slice(1)) : value;
  let body: string | null = null;
  let isJson = false;
  const parts: string[] = [];
  for (const option of options) {
    const { name, value, written } = option;
    if (name === "json") {
      isJson = true;
      body = (body ?? "") + plain(option);
    } else if (name === "form" || name === "form-string") {
      parts.push(part(value, name === "form", (file) => fromFile(written, file)));
    } else if (name.startsWith("data")) {
      const data =
        name === "data-raw" ? value : name === "data-urlencode" ? encoded(value, written, fromFile) : plain(option);
      body = body === null ? data : `${body}&${data}`;
    } else if (name === "upload-file") {
      body = fromFile(written, value);
      return { body, headers: [], notes };
    }
  }
  if (parts.length > 0) {
    const headers: HeaderLine[] = [["Content-Type", `multipart/form-data; boundary=${BOUNDARY}`]];
    return { body: `${parts.join("")}--${BOUNDARY}--\r\n`, headers, notes };
  }
  if (body === null) return { body, headers: [], notes };
  const headers: HeaderLine[] = isJson
    ? [
        ["Content-Type", "application/json"],
        ["Accept", "application/json"],
      ]
    : [["Content-Type", "application/x-www-form-urlencoded"]];
  return { body, headers, notes };
}

/** `content`, `=content`, `name=content`, `@file` or `name@file`, as in the manual of --data-urlencode. */
function encoded(value: string, option: string, fromFile: (option: string, file: string) => string): string {
  const at = value.search(/[=@]/);
  if (at < 0) return percentEncode(value);
  const name = value.slice(0, at);
  const content = value[at] === "=" ? percentEncode(value.slice(at + 1)) : fromFile(option, value.slice(at + 1));
  return name === "" ? content : `${name}=${content}`;
}

/** Of bytes, all but unreserved ones. */
function percentEncode(bytes: string): string {
  return bytes.replace(
    /[^A-Za-z0-9._~-]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** One part of -F: `name=content`, `name=@file` or `name=<file`, with `;type=` where it is told. */
function part(value: string, isForm: boolean, fromFile: (file: string) => string): string {
  const equals = value.indexOf("=");
  const name = equals < 0 ? value : value.slice(0, equals);
  let content = equals < 0 ? "" : value.slice(equals + 1);
  let rest = `Content-Disposition: form-data; name="${name.replaceAll('"', "%22").replace(/\r?\n/g, "%0D%0A")}"`;
  if (isForm) {
    const type = /;type=([\w.+/-]+)/.exec(content)?.[1];
    const [plain = ""] = content.split(";type=");
    if (plain.startsWith("@") || plain.startsWith("<")) {
      const file = plain.slice(1).split(";")[0] ?? "";
      if (plain.startsWith("@")) rest += `; filename="${toBytes(file.split("/").at(-1) ?? "").replaceAll('"', "%22")}"`;
      content = fromFile(file);
    } else content = plain;
    if (type !== undefined) rest += `\r\nContent-Type: ${type}`;
  }
  return `--${BOUNDARY}\r\n${rest}\r\n\r\n${content}\r\n`;
}
