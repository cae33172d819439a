import { Annotations } from "aws-cdk-lib";
import { HttpApi, type CfnApi } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { Cors } from "corskit";
import { httpApi } from "corskit/emit";

export interface CorsHttpApiProps {
  readonly handler: IFunction;
  readonly policy: Cors;
}

/**
 * An HTTP API that has its CORS from a policy: the one that is in the function, so that the two cannot differ. It
 * answers preflights for every route, and gives all other requests to the function.
 *
 * @throws EmitError where the policy cannot be said there
 */
export class CorsHttpApi extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, { handler, policy }: CorsHttpApiProps) {
    super(scope, id);
    const api = new HttpApi(this, "Api", { defaultIntegration: new HttpLambdaIntegration("Function", handler) });
    const { output, lost } = httpApi(policy, { format: "json" });
    for (const { code, message } of lost) Annotations.of(this).addWarningV2(`corskit:${code}`, message);

    // As CloudFormation has it, since that is what corskit emits.
    const resource = api.node.defaultChild as CfnApi;
    resource.addPropertyOverride("CorsConfiguration", JSON.parse(output).CorsConfiguration);
    this.url = api.apiEndpoint;
  }
}
