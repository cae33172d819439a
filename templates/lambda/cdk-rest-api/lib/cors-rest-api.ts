import { Annotations, CfnResource, Stack, type CfnElement } from "aws-cdk-lib";
import { LambdaRestApi } from "aws-cdk-lib/aws-apigateway";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { Cors } from "corskit";
import { restApi } from "corskit/emit";

export interface CorsRestApiProps {
  readonly handler: IFunction;
  readonly policy: Cors;
}

/**
 * A REST API that has its CORS from a policy: the one that is in the function, so that the two cannot differ. The
 * gateway answers preflights, and puts the policy on its own errors. All other requests are the function's, headers too.
 *
 * @throws EmitError where the policy cannot be said there
 */
export class CorsRestApi extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, { handler, policy }: CorsRestApiProps) {
    super(scope, id);
    const api = new LambdaRestApi(this, "Api", { handler, cloudWatchRole: false, deployOptions: { stageName: "api" } });
    const proxy = api.root.getResource("{proxy+}")!;
    const { output, lost } = restApi(policy, {
      format: "json",
      api: logicalId(api),
      resources: ["/", logicalId(proxy)],
    });
    for (const { code, message } of lost) Annotations.of(this).addWarningV2(`corskit:${code}`, message);

    for (const [name, { Type, Properties }] of Object.entries<Resource>(JSON.parse(output))) {
      const resource = new CfnResource(this, name, { type: Type, properties: Properties });
      // A deployment is a picture of the API: made after these, and anew when they change.
      api.latestDeployment?.node.addDependency(resource);
      api.latestDeployment?.addToLogicalId(Properties);
    }
    this.url = api.url;
  }
}

/** As CloudFormation has it, since that is what corskit emits. */
interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

function logicalId(construct: Construct): string {
  return Stack.of(construct).getLogicalId(construct.node.defaultChild as CfnElement);
}
