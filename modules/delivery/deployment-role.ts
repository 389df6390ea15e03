import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { AwsStack, PolicyDocument, type Grantee, type PolicyStatement } from "../core";
import type { DeploymentRoleProps } from "./deployment-role-props";
import { validateDeploymentRole } from "./deployment-role-validation";

/**
 * An IAM role that CI builds of one account assume in a target account.
 *
 * The trust names the account and restricts it to build roles by a condition. Principals would have to exist first,
 * and a role that was deleted and created again would lose the trust.
 */
export class DeploymentRole extends Construct implements Grantee {
  readonly roleArn: string;
  readonly roleName: string;
  private readonly permissions: PolicyDocument;

  /** @throws InputError when the name, the account or a trusted role is not valid. */
  constructor(scope: Construct, id: string, props: DeploymentRoleProps) {
    validateDeploymentRole(scope, id, props);
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: props.name,
      description: props.description,
      assumeRolePolicy: new PolicyDocument(this, "trust", [trustOf(props, AwsStack.of(this).partition)]).json,
    });
    this.permissions = new PolicyDocument(this, "permissions", props.statements);
    new IamRolePolicy(this, "policy", { name: "permissions", role: role.id, policy: this.permissions.json });
    this.roleArn = role.arn;
    this.roleName = role.name;
  }

  addStatement(statement: PolicyStatement): void {
    this.permissions.add(statement);
  }
}

function trustOf({ trustedAccount, trustedRoleArns }: DeploymentRoleProps, partition: string): PolicyStatement {
  return {
    sid: "AssumedByBuilds",
    actions: ["sts:AssumeRole"],
    principals: [{ type: "AWS", identifiers: [`arn:${partition}:iam::${trustedAccount}:root`] }],
    conditions: [{ test: "ArnLike", variable: "aws:PrincipalArn", values: trustedRoleArns }],
  };
}
