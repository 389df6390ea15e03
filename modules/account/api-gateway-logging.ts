import { ApiGatewayAccount } from "@cdktf/provider-aws/lib/api-gateway-account";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import {
  AwsStack,
  ServiceRole,
  Validation,
  requireProps,
  providerOfRegion,
  useProviderOf,
  type RegionalProvider,
} from "../core";

export interface ApiGatewayLoggingProps {
  /** Physical name of the role. At most 64 characters. Another name replaces the role. */
  readonly name: string;
  /** Region of the setting and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

/** Managed by AWS: API Gateway tests the role for these permissions before it accepts the setting. */
const LOG_POLICY = "service-role/AmazonAPIGatewayPushToCloudWatchLogs";

/**
 * The role by which API Gateway writes the logs of REST and WebSocket APIs. The setting applies to the whole account
 * in one region. Create it once per account and region, in the stack that is applied first: two stacks would
 * overwrite each other.
 *
 * HTTP APIs deliver their access logs without it. Its deletion ends the logging of all REST and WebSocket APIs there.
 */
export class ApiGatewayLogging extends Construct {
  readonly roleArn: string;

  /** @throws InputError when the name exceeds the limits of IAM. */
  constructor(scope: Construct, id: string, props: ApiGatewayLoggingProps) {
    requireProps(scope, id, props, { name: "string" });
    const { name, regional } = props;
    new Validation(scope, id).props({ regional }, { regional: providerOfRegion() }).throwIfInvalid();
    super(scope, id);
    useProviderOf(this, regional);
    // API Gateway documents no condition key for the trust, and tries to assume the role before it accepts it.
    const role = new ServiceRole(this, "role", {
      name,
      description: "Lets API Gateway write the logs of this account's APIs",
      service: "apigateway.amazonaws.com",
      managedPolicyArns: { "log-policy": `arn:${AwsStack.of(this).partition}:iam::aws:policy/${LOG_POLICY}` },
    });
    new ApiGatewayAccount(this, "account", {
      cloudwatchRoleArn: role.roleArn,
      // API Gateway refuses the setting until the policy is attached.
      dependsOn: role.node.findAll().filter(TerraformResource.isTerraformResource),
    });
    this.roleArn = role.roleArn;
  }
}
