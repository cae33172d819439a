import { fromLambda, type LambdaHandler } from "corskit/testing";

/** A function behind the REST API, which passes on what it answers as it is. */
export const asPagesSeeIt = (handler: LambdaHandler) => fromLambda(handler);
