import { ApiGatewayAccount } from "@cdktf/provider-aws/lib/api-gateway-account";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { ServiceRole } from "../core";

export interface ApiGatewayLoggingProps {
  /** Physical name of the role. At most 64 characters. */
  readonly name: string;
}

/** AWS maintains what API Gateway tests for before it accepts the role; a copy of ours would go stale. */
const LOG_POLICY = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs";

/**
 * The role by which API Gateway writes the logs of REST and WebSocket APIs. It is a setting of the whole account in one region: make
 * it once for both, in the stack that is applied before all others, since two stacks would overwrite each other's.
 *
 * HTTP APIs deliver their access logs without it. Destroying it ends the logging of every other API of the account and region.
 */
export class ApiGatewayLogging extends Construct {
  readonly roleArn: string;

  /** @throws InputError when the name is over IAM's limits. */
  constructor(scope: Construct, id: string, { name }: ApiGatewayLoggingProps) {
    super(scope, id);
    // API Gateway documents no condition key for the trust, and tries to assume the role before it accepts it.
    const role = new ServiceRole(this, "role", {
      name,
      description: "Lets API Gateway write the logs of this account's APIs",
      service: "apigateway.amazonaws.com",
      managedPolicyArns: { "log-policy": LOG_POLICY },
    });
    new ApiGatewayAccount(this, "account", {
      cloudwatchRoleArn: role.roleArn,
      // The setting is refused as long as the policy is not attached.
      dependsOn: role.node.findAll().filter(TerraformResource.isTerraformResource),
    });
    this.roleArn = role.roleArn;
  }
}
