/** Whether a redirect leads to a page to sign in, by its name. */
export function isSignIn(from: string, location: string): boolean {
  if (!URL.canParse(location, from)) return false;
  const [a, b] = [new URL(from), new URL(location, from)];
  const name = `${a.host === b.host ? "" : b.host.slice(0, 300)}${b.pathname.slice(0, 300)}`;
  return /login|log-in|signin|sign-in|sso|auth|idp|saml/i.test(name);
}

/** Where a redirect leads, in words. */
export function redirectCause(from: string, location: string): string {
  if (!URL.canParse(location, from)) return "Its Location is no URL.";
  const [a, b] = [new URL(from), new URL(location, from)];
  if (a.protocol === "http:" && b.protocol === "https:") return "The server sends plain http on to https.";
  const signsIn = isSignIn(from, location);
  if (a.host !== b.host) {
    return signsIn
      ? `It leads to ${b.host}, by its name a page to sign in: something asks for a session first.`
      : `It leads to another host, ${b.host}.`;
  }
  const withoutSlash = (path: string): string => (path.endsWith("/") ? path.slice(0, -1) : path);
  if (a.pathname !== b.pathname && withoutSlash(a.pathname) === withoutSlash(b.pathname)) {
    return `The path is meant ${b.pathname.endsWith("/") ? "with" : "without"} a slash at its end.`;
  }
  return signsIn
    ? "It leads to a page to sign in: something asks for a session first."
    : `It leads to ${b.pathname.slice(0, 200)}.`;
}
