import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { policy } from "../src/cors.ts";
import { apiFunction } from "./api-function.ts";
import { CorsRestApi } from "./cors-rest-api.ts";

/** An API of notes behind a REST API. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const { url } = new CorsRestApi(this, "Api", { handler: apiFunction(this), policy });
    new CfnOutput(this, "Url", { value: url });
  }
}
