// Patterns and origins once more, as simply as they can be said: by anchored regular expressions, and by the URL
// standard's parser. What is tried shares nothing with it.

/** What tells whether a pattern covers an origin. */
export function covering(pattern: string): (origin: string) => boolean {
  if (!pattern.includes("*")) return (origin) => origin === pattern;
  const source = pattern
    .replace(/[.[\]+]/g, String.raw`\$&`)
    .replace(/:\*$/, "(:[1-9][0-9]{0,4})?")
    .replace(String.raw`://*\.`, String.raw`://([a-z0-9_-]+\.)+`)
    .replace("://*", "://[a-z0-9_-]+");
  const whole = new RegExp(`^${source}$`);
  return (origin) => {
    const port = Number(/:([0-9]+)$/.exec(origin)?.[1] ?? 1);
    const isDefault = /^https:.*[^:]:443$|^http:.*[^:]:80$/.test(origin);
    return whole.test(origin) && port <= 65_535 && !isDefault && origin.length <= 512;
  };
}

/** Whether this is how a browser writes an origin of http or https. */
export function isSerialized(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

const LABELS = ["a", "a.b", "", "A", "a.", "-"];
const PORTS = ["", ":1", ":80", ":443", ":0", ":65535", ":65536", ":x"];

/** Origins that a pattern covers, and others that it nearly does. */
export function witnessesOf(pattern: string): readonly string[] {
  const base = pattern.replace(/:\*$/, "");
  const hosts = LABELS.map((label) => base.replace("://*", `://${label}`));
  const bare = base.replace("://*.", "://");
  return [pattern, ...[bare, ...hosts].flatMap((host) => PORTS.map((port) => host + port))];
}
