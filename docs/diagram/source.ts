import { createHash } from "node:crypto";

/** @returns the mermaid block of a page */
export function diagramOf(markdown: string): string {
  const [, source] = /^```mermaid\n(.*?)^```$/ms.exec(markdown) ?? [];
  if (source === undefined) throw new Error("the page has no diagram");
  return source;
}

/** What the picture begins with, so that a test sees when the diagram has changed since. */
export function stampOf(source: string): string {
  return `<!-- ${createHash("sha256").update(source).digest("hex")} -->`;
}
