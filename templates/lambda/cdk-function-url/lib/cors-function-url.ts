import { Annotations } from "aws-cdk-lib";
import { FunctionUrl, FunctionUrlAuthType, type CfnUrl, type IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { Cors } from "corskit";
import { functionUrl } from "corskit/emit";

export interface CorsFunctionUrlProps {
  readonly handler: IFunction;
  readonly policy: Cors;
}

/**
 * A Function URL that has its CORS from a policy: the one that is in the function, so that the two cannot differ.
 *
 * @throws EmitError where the policy cannot be said there
 * @throws Error where the function would set the headers as well
 */
export class CorsFunctionUrl extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, { handler, policy }: CorsFunctionUrlProps) {
    super(scope, id);
    if (policy.config.owner !== "gateway")
      throw new Error('the policy needs owner: "gateway": the URL sets the headers');

    const url = new FunctionUrl(this, "Url", { function: handler, authType: FunctionUrlAuthType.NONE });
    const { output, lost } = functionUrl(policy, { format: "json" });
    for (const { code, message } of lost) Annotations.of(this).addWarningV2(`corskit:${code}`, message);

    // As CloudFormation has it, since that is what corskit emits.
    const resource = url.node.defaultChild as CfnUrl;
    resource.addPropertyOverride("Cors", JSON.parse(output).Cors);
    this.url = url.url;
  }
}
