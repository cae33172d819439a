import type { NetworkRequest } from "../../browser/index.ts";
import { printCurl } from "../../paste/print-curl.ts";
import type { CheckOptions } from "./options.ts";

/** Lines that curl writes itself, or that hardly any server looks at: without them the command can be read. */
const OWN =
  /^(host|connection|content-length|user-agent|accept|accept-encoding|accept-language|referer|sec-fetch-.*)$/i;

/** The curl command that sends a request as it was sent. */
export function curlFor(
  { method, url, headers, body }: NetworkRequest,
  { insecure, resolve = [] }: Pick<CheckOptions, "insecure" | "resolve">,
): string {
  const told = headers.filter(([name]) => !OWN.test(name));
  const request = { method, url, headers: told, body: typeof body === "string" ? body : null };
  const further = [...(insecure === true ? ["-k"] : []), ...resolve.flatMap((rule) => ["--resolve", rule])];
  return printCurl(request, { include: true, further });
}
