import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Construct } from "constructs";
import { AwsStack, PolicyDocument, SecurityGroup, type ServiceRole } from "../../core";
import { networkStatements } from "./function-grants";

/** Creates the security group of a function in a VPC: HTTPS egress and no ingress. */
export function createFunctionGroup(scope: Construct, name: string, vpcId: string): SecurityGroup {
  const description = `Function ${name}`;
  const group = new SecurityGroup(scope, "security-group", { name, description, vpcId, peerName: scope.node.id });
  group.allowHttpsToAnywhere();
  return group;
}

/**
 * Creates a policy of its own for the VPC: Lambda refuses to create the function without it, and waiting for the
 * policy of the grants would form a cycle with every grant on a resource that refers to the function.
 */
export function createNetworkPolicy(scope: Construct, name: string, role: ServiceRole): IamRolePolicy {
  const { account, region, partition } = AwsStack.of(scope);
  const functionArn = `arn:${partition}:lambda:${region}:${account}:function:${name}`;
  const document = new PolicyDocument(scope, "network-permissions", networkStatements(functionArn));
  return new IamRolePolicy(scope, "network-policy", { name: "network", role: role.roleName, policy: document.json });
}
