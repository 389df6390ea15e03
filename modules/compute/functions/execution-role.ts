import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { dependable } from "cdktf";
import type { Construct } from "constructs";
import { ServiceRole } from "../../core";
import { logStatement, traceStatement } from "./function-grants";

export function createExecutionRole(scope: Construct, name: string, logGroupArn: string): ServiceRole {
  // Lambda documents no condition key for the trust of an execution role.
  const role = new ServiceRole(scope, "role", {
    name,
    description: `Execution role of the function ${name}`,
    service: "lambda.amazonaws.com",
  });
  role.addStatement(logStatement(logGroupArn));
  role.addStatement(traceStatement);
  return role;
}

/**
 * Reference to the identity of a role. Lambda grants the decryption of environment variables to the role's identity
 * and not to its ARN, so a role that was deleted and created again under its name needs a new function (decision
 * 0023).
 */
export function uniqueIdOf(role: ServiceRole): string {
  return `${dependable(role.node.findChild("role") as IamRole)}.unique_id`;
}
