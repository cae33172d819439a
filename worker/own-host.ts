/** Names that lead to this machine whatever a name service says (https://www.rfc-editor.org/rfc/rfc6761#section-6.3). */
const OWN_HOST = /^(([\w-]+\.)*localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Whether a server of this machine's is asked under a name of this machine's. Any other that leads here is somebody's who
 * wants to read along: to a browser, a page under that name is the server's own (DNS rebinding).
 *
 * @param host with its port or without
 */
export function isOwnHost(host: string): boolean {
  return OWN_HOST.test(host);
}

/** Whether an API is for pages of this machine alone. @param origins patterns, separated by commas */
export function isForOwnPages(origins: string): boolean {
  return origins.split(",").every((origin) => isOwnHost(origin.replace(/^https?:\/\//, "").replace(/:\*$/, "")));
}
