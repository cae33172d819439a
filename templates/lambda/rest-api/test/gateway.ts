/** A REST API passes on what the function answers as it is. */
export { fromLambda as asPagesSeeIt } from "corskit/testing";
