import { valuesOf } from "../../../browser/header-list.ts";
import type { Answered } from "./answers.ts";
import { MARKS, type Mark } from "./software-marks.ts";
import { NAMES, type SoftwareId } from "./software-names.ts";

export interface Recognised {
  readonly id: SoftwareId;
  readonly name: string;
  readonly confidence: Mark["confidence"];
  /** The line that gave it away. */
  readonly by: string;
}

/**
 * What software an answer went through, the nearest to the handler first. Told by its marks alone: servers say of
 * themselves what they want.
 */
export function recognise({ request, response }: Answered): readonly Recognised[] {
  const found = new Map<SoftwareId, Recognised>();
  for (const mark of MARKS) {
    const by = seen(mark, response);
    const before = found.get(mark.software);
    if (by === undefined || before?.confidence === "sure") continue;
    found.set(mark.software, { id: mark.software, name: NAMES[mark.software], confidence: mark.confidence, by });
  }
  const host = URL.canParse(request.url) ? new URL(request.url).hostname : "";
  if (host.endsWith(".workers.dev"))
    found.set("workers", { id: "workers", name: NAMES.workers, confidence: "sure", by: host });
  if (/\.lambda-url\.[a-z0-9-]+\.on\.aws$/.test(host)) {
    found.set("function-url", { id: "function-url", name: NAMES["function-url"], confidence: "sure", by: host });
  }
  // The id that any AWS service gives a request says nothing more where the service is known.
  if (found.get("function-url")?.confidence === "likely" && (found.has("rest-api") || found.has("http-api"))) {
    found.delete("function-url");
  }
  return (Object.keys(NAMES) as SoftwareId[]).flatMap((id) => found.get(id) ?? []);
}

function seen({ header, body }: Mark, response: Answered["response"]): string | undefined {
  if (header !== undefined) {
    const [name, pattern] = header;
    const value = valuesOf(response.headers, name).find((one) => pattern.test(one.slice(0, 1000)));
    return value === undefined ? undefined : `${name}: ${value.slice(0, 80)}`;
  }
  return body?.test(String(response.body).slice(0, 2000)) ? "its body" : undefined;
}
