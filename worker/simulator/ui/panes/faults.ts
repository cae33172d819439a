/** Says what is wrong with an origin as a browser would never write it, or nothing. */
export function faultOfOrigin(origin: string): string | undefined {
  if (origin === "null") return undefined;
  if (!URL.canParse(origin)) return "No origin. Write scheme, host and port, as in https://app.example.com.";
  const { protocol, origin: parsed } = new URL(origin);
  // Of other schemes, such as those of extensions, URL says null.
  if (!/^https?:$/.test(protocol) || parsed === origin) return undefined;
  return `A browser writes ${parsed}.`;
}

/** Says what is wrong with a URL that is to be fetched, or nothing. */
export function faultOfUrl(url: string): string | undefined {
  return URL.canParse(url) ? undefined : "No URL. Write it in full, as in https://api.example.com/users.";
}

/** Says what is wrong with a status that no server can send, or nothing. */
export function faultOfStatus(status: number): string | undefined {
  return status >= 200 && status <= 599 ? undefined : "From 200 to 599.";
}
