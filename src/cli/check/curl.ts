import type { NetworkRequest } from "../../browser/index.ts";

/** Lines that curl writes itself, or that hardly any server looks at: without them the command can be read. */
const OWN =
  /^(host|connection|content-length|user-agent|accept|accept-encoding|accept-language|referer|sec-fetch-.*)$/i;

/** The curl command that sends a request as it was sent. */
export function curlFor(
  { method, url, headers, body }: NetworkRequest,
  { insecure, resolve = [] }: { readonly insecure?: true; readonly resolve?: readonly string[] },
): string {
  const parts = ["curl -i"];
  if (insecure === true) parts.push("-k");
  for (const rule of resolve) parts.push(`--resolve ${quote(rule)}`);
  if (method !== "GET") parts.push(`-X ${quote(method)}`);
  parts.push(quote(url));
  for (const [name, value] of headers) if (!OWN.test(name)) parts.push(`-H ${quote(`${name}: ${value}`)}`);
  if (typeof body === "string") parts.push(`--data-raw ${quote(body)}`);
  return parts.join(" ");
}

function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
