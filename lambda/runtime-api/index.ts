export { NODE_22, type FunctionOptions } from "./client.ts";
export { localFunction, type LocalFunction } from "./function.ts";
export { startFunctionUrl, type FunctionUrl } from "./function-url.ts";
export { FunctionError, type Outcome } from "./outcome.ts";
