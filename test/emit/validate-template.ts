import { SchemaValidator } from "@aws/cloudformation-validate";

// Reads the schemas of all resources, which takes half a second: once, and before any test's clock runs.
// The same package's engines take three times that, and add advice on security and style.
const validator = new SchemaValidator();

/** Advice that says nothing against what is emitted: a property that is create-only. */
const ADVICE = /^I/;

/**
 * What AWS's own validator finds wrong with a CloudFormation template, by its schemas: unknown or missing properties,
 * types, lengths, counts, ranges, allowed values. It does not look into SAM's resources.
 *
 * @param template a whole one, as YAML or JSON
 * @returns a line for each finding, sorted: severity, rule, the property's path, message
 * @throws where it is neither
 */
export function validateTemplate(template: string): readonly string[] {
  const file = { path: "template.yaml", readBytes: () => new TextEncoder().encode(template) };
  return (
    validator
      .validate(file)
      .filter(({ ruleId }) => !ADVICE.test(ruleId))
      .map(({ severity, ruleId, propertyPath, message }) => `${severity} ${ruleId} ${propertyPath ?? ""}: ${message}`)
      // It has an order of its own each time.
      .toSorted()
  );
}

/** An emitted fragment as a part of a template: its lines moved to the right. */
export function indented(fragment: string, spaces: number): string {
  return fragment.replace(/^(?=.)/gm, " ".repeat(spaces));
}
