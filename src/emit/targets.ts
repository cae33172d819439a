/** What a policy can be written for, as the command line and the simulator offer it. */
export interface Target {
  readonly name: TargetName;
  /** One line. */
  readonly summary: string;
  /** What the emitter takes beside what all of them take, as the command line writes it. */
  readonly options: readonly TargetOption[];
}

export interface TargetOption {
  /** Its name is that of the emitter's option: `--format <format>` is `format`. */
  readonly flags: string;
  readonly description: string;
  /** Where only these are taken; the first is the default. */
  readonly choices?: readonly string[];
}

export type TargetName = "function-url";

const CLOUDFORMATION: TargetOption = {
  flags: "--format <format>",
  description: "how CloudFormation is written",
  choices: ["yaml", "json"],
};

export const TARGETS: readonly Target[] = [
  {
    name: "function-url",
    summary: "Lambda Function URL: Cors (CloudFormation, SAM)",
    options: [CLOUDFORMATION],
  },
];
