export { describeOutcome } from "./describe.ts";
export { fromLambda, type LambdaHandler } from "./from-lambda.ts";
export type { Handler } from "./handler.ts";
export { matchers, type MatcherContext, type MatcherResult, type Matchers, type PageMatchers } from "./matchers.ts";
export { pageFetch } from "./page-fetch.ts";
export { policyTable, type TableRequest } from "./policy-table.ts";
export type { PageRequest } from "./visit.ts";
