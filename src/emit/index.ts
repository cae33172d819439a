export { EmitError, type Emission, type EmitCode, type EmitIssue, type EmitOptions } from "./emission.ts";
export { functionUrl } from "./function-url.ts";
export type { EmitInput } from "./read-policy.ts";
