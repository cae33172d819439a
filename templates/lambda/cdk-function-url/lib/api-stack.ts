import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { policy } from "../src/cors.ts";
import { apiFunction } from "./api-function.ts";
import { CorsFunctionUrl } from "./cors-function-url.ts";

/** An API of notes behind a Function URL. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const { url } = new CorsFunctionUrl(this, "Api", { handler: apiFunction(this), policy });
    new CfnOutput(this, "Url", { value: url });
  }
}
