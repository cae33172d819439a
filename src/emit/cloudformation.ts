import { toJson, toYaml } from "./documents.ts";
import { EmitError, type EmitOptions } from "./emission.ts";
import { provenance } from "./provenance.ts";

/** What emitters of CloudFormation take. */
export interface CloudFormationOptions extends EmitOptions {
  /** Default `"yaml"`. JSON has no comments, so that it does not say where it comes from. */
  readonly format?: "yaml" | "json" | undefined;
}

/** A fragment of a template, and what its comment says. */
export interface Fragment {
  /** As people call the target, for the error: `Lambda Function URL`. */
  readonly name: string;
  /** As the command line calls it: `function-url`. */
  readonly target: string;
  readonly value: unknown;
  /** Where it goes, and what else has to be known there: lines without a sign. */
  readonly comment: readonly string[];
}

/**
 * The fragment as text, ending with a line break.
 *
 * @throws EmitError for a format that is neither
 */
export function writeFragment({ name, target, value, comment }: Fragment, options: CloudFormationOptions): string {
  const { format = "yaml" } = options;
  if (format === "json") return toJson(value);
  if (format === "yaml") return toYaml(value, [...provenance(target, options), "", ...comment]);
  throw new EmitError(name, [
    {
      code: "option",
      path: "options.format",
      message: `there is no format ${JSON.stringify(format)}`,
      cause: "CloudFormation reads YAML and JSON",
      fix: 'format: "yaml"',
    },
  ]);
}
