import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import {
  AwsStack,
  PolicyDocument,
  withDefaults,
  type PolicyCondition,
  type PolicyStatement,
  type RoleReference,
} from "../core";
import { operatorPermissions } from "./operator-role-grants";
import { OPERATOR_ROLE_DEFAULTS, type OperatorRoleProps } from "./operator-role-props";
import { validateOperatorRole } from "./operator-role-validation";

/**
 * A role for the people who operate the platform. It reads dashboards, alarms, metrics, logs and backups, describes
 * deployed resources and starts restores. It reads no secrets and no data, and changes no existing resource.
 *
 * IAM users must name the session after themselves, so that CloudTrail records the person. Stacks may grant more.
 */
export class OperatorRole extends Construct implements RoleReference {
  readonly roleArn: string;
  readonly roleName: string;
  private readonly permissions: PolicyDocument;

  /** @throws InputError when a principal or prefix is not specific to one platform, or another prop is not valid. */
  constructor(scope: Construct, id: string, props: OperatorRoleProps) {
    validateOperatorRole(scope, id, props);
    super(scope, id);
    const settings = withDefaults(props, OPERATOR_ROLE_DEFAULTS);
    const { account, region, partition } = AwsStack.of(this);
    const role = new IamRole(this, "role", {
      name: settings.name,
      description: "Assumed by the people who run the platform",
      maxSessionDuration: settings.maxSessionHours * 3600,
      assumeRolePolicy: new PolicyDocument(this, "trust", trustOf(settings.trustedPrincipalArns, settings.requireMfa))
        .json,
    });
    this.permissions = new PolicyDocument(
      this,
      "permissions",
      operatorPermissions({ ...props, account, region, partition }),
    );
    new IamRolePolicy(this, "policy", { name: "permissions", role: role.id, policy: this.permissions.json });
    this.roleArn = role.arn;
    this.roleName = role.name;
  }

  /** Adds a statement to the role's policy. */
  addStatement(statement: PolicyStatement): void {
    this.permissions.add(statement);
  }
}

function trustOf(principalArns: readonly string[], requireMfa: boolean): PolicyStatement[] {
  const mfa = { test: "Bool", variable: "aws:MultiFactorAuthPresent", values: ["true"] };
  // &{...} is the provider's form of ${...} of IAM, which Terraform would take for an expression.
  const ownName = { test: "StringEquals", variable: "sts:RoleSessionName", values: ["&{aws:username}"] };
  const always = requireMfa ? [mfa] : [];
  const users = principalArns.filter(isUser);
  const roles = principalArns.filter((arn) => !isUser(arn));
  return [...trust("UsersUnderTheirOwnName", users, [...always, ownName]), ...trust("Roles", roles, always)];
}

function trust(sid: string, identifiers: string[], conditions: PolicyCondition[]): PolicyStatement[] {
  if (identifiers.length === 0) return [];
  return [{ sid, actions: ["sts:AssumeRole"], principals: [{ type: "AWS", identifiers }], conditions }];
}

/** An unresolved ARN is that of a role: no module creates users. */
function isUser(arn: string): boolean {
  return arn.includes(":user/");
}
