import { Document } from "yaml";

/**
 * A value as YAML 1.2, with its comment above. Strings that YAML 1.1 would read as something else are quoted,
 * since CloudFormation reads YAML 1.1.
 *
 * @param comment lines without a sign
 * @returns ends with a line break
 */
export function toYaml(value: unknown, comment: readonly string[]): string {
  const document = new Document(value, { version: "1.1", aliasDuplicateObjects: false });
  document.commentBefore = comment.map((line) => ` ${line}`).join("\n");
  return document.toString({ lineWidth: 0, directives: false });
}

/** A value as JSON, which has no comments. Ends with a line break. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
