import { existsSync, globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { validateTemplate } from "../emit/validate-template.ts";
import { samToCloudFormation } from "./sam.ts";

/** CDK writes dependencies out that follow from references. */
const REDUNDANT = / W3005 /;

/**
 * What AWS's validator finds wrong with a project's infrastructure: SAM's template, as the CloudFormation that SAM
 * makes of it, or what CDK has synthesised. Nothing for a project without either.
 *
 * @returns a line for each finding
 */
export async function infrastructureFaults(folder: string): Promise<readonly string[]> {
  const sam = join(folder, "template.yaml");
  const found = existsSync(sam) ? validateTemplate(samToCloudFormation(await readFile(sam, "utf8"))) : [];
  const stacks = globSync("cdk.out/*.template.json", { cwd: folder });
  if (existsSync(join(folder, "cdk.json")) && stacks.length === 0) return ["cdk synth wrote no template"];
  const synthesised = await Promise.all(stacks.map((file) => readFile(join(folder, file), "utf8")));
  return [...found, ...synthesised.flatMap((text) => validateTemplate(text))].filter((line) => !REDUNDANT.test(line));
}
