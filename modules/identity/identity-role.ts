import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import {
  AwsStack,
  PolicyDocument,
  createInlinePolicy,
  type PolicyStatement,
  type RoleReference,
  type StackLocation,
} from "../core";
import type { IdentityRoleSettings } from "./identity-pool-props";
import { validateIdentityRole } from "./identity-pool-validation";

/** A role that signed-in users of one identity pool assume. Grants fill its inline policy. */
export class IdentityRole extends Construct implements RoleReference {
  readonly roleArn: string;
  readonly roleName: string;
  private readonly roleId: string;
  private policy?: PolicyDocument;

  /** @throws InputError when the name exceeds the limits of IAM. */
  constructor(scope: Construct, id: string, settings: IdentityRoleSettings & { readonly identityPoolId: string }) {
    validateIdentityRole(scope, id, settings);
    super(scope, id);
    const { name, description, identityPoolId } = settings;
    const service = serviceOf(AwsStack.of(this));
    const trust = new PolicyDocument(this, "trust", [
      {
        sid: "AssumedByUsersOfThePool",
        actions: ["sts:AssumeRoleWithWebIdentity"],
        principals: [{ type: "Federated", identifiers: [service] }],
        conditions: [
          { test: "StringEquals", variable: `${service}:aud`, values: [identityPoolId] },
          { test: "ForAnyValue:StringEquals", variable: `${service}:amr`, values: ["authenticated"] },
        ],
      },
    ]);
    const role = new IamRole(this, "role", { name, description, assumeRolePolicy: trust.json });
    this.roleArn = role.arn;
    this.roleName = role.name;
    this.roleId = role.id;
  }

  addStatement(statement: PolicyStatement): void {
    this.policy ??= createInlinePolicy(this, "permissions", this.roleId);
    this.policy.add(statement);
  }
}

/** Principal of identity pools, which China and AWS GovCloud (US) name differently. */
function serviceOf({ partition, region, dnsSuffix }: StackLocation): string {
  if (partition === "aws-cn") return `cognito-identity.${region}.${dnsSuffix}`;
  return partition === "aws-us-gov" ? "cognito-identity-us-gov.amazonaws.com" : "cognito-identity.amazonaws.com";
}
