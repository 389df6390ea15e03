import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import {
  AWS_REGIONS,
  PolicyDocument,
  Validation,
  checkName,
  type AwsRegion,
  type Grantee,
  type PolicyCondition,
  type PolicyStatement,
} from "../core";
import { operatorPermissions } from "./operator-permissions";

export interface OperatorRoleProps {
  /** Physical name. At most 64 characters. */
  readonly name: string;
  /** ARNs of the IAM users and roles that may assume the role, each in full. */
  readonly trustedPrincipalArns: readonly string[];
  readonly account: string;
  readonly region: AwsRegion;
  /** Where backups are copied to, so that they can be inspected and restored there as well. @default none */
  readonly recoveryRegion?: AwsRegion;
  /** Beginnings of the names of the log groups that operators may read, down to the platform's own: `/aws/lambda/shop-dev`. */
  readonly logGroupPrefixes: readonly string[];
  /** The role that AWS Backup restores with. Without one, operators may look at backups but not restore them. @default none */
  readonly restoreRoleArn?: string;
  /** Longest session in hours: 1 to 12. Sessions of a role that assumes this one last one hour at most. @default 1 */
  readonly maxSessionHours?: number;
  /**
   * Demand that the caller signed in with a second factor. Switch it off only for roles of an identity provider that asks for the
   * factor itself, because AWS then knows nothing of it. @default true
   */
  readonly requireMfa?: boolean;
}

const ROLE_ARN = /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const PRINCIPAL_ARN = /^arn:aws:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/;
/** Refuses what all log groups, or all of one service, begin with: `/`, `/aws/`, `/aws/lambda/`. */
const PLATFORM_PREFIX = /^(?!\/aws(?:\/[\w-]*)?\/?$)[\w/.#-]*\w[\w/.#-]*$/;

export const OPERATOR_ROLE_DEFAULTS = { maxSessionHours: 1, requireMfa: true } as const;

/**
 * The role that people assume to run the platform: they see dashboards, alarms, metrics, logs and backups, describe what is deployed,
 * and start restores. They read no secret and no data, and change nothing that exists.
 *
 * A user's session must bear the user's own name, so that CloudTrail tells who did what. The stack may grant more.
 */
export class OperatorRole extends Construct implements Grantee {
  readonly roleArn: string;
  readonly roleName: string;
  private readonly permissions: PolicyDocument;

  /** @throws InputError when the name, a principal, a prefix or another setting reaches further than one platform, or is invalid. */
  constructor(scope: Construct, id: string, props: OperatorRoleProps) {
    const { maxSessionHours = OPERATOR_ROLE_DEFAULTS.maxSessionHours } = props;
    validate(scope, id, props);
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: props.name,
      description: "Assumed by the people who run the platform",
      maxSessionDuration: maxSessionHours * 3600,
      assumeRolePolicy: new PolicyDocument(this, "trust", trustOf(props)).json,
    });
    this.permissions = new PolicyDocument(this, "permissions", operatorPermissions(props));
    new IamRolePolicy(this, "policy", { name: "permissions", role: role.id, policy: this.permissions.json });
    this.roleArn = role.arn;
    this.roleName = role.name;
  }

  addStatement(statement: PolicyStatement): void {
    this.permissions.add(statement);
  }
}

function trustOf({
  trustedPrincipalArns,
  requireMfa = OPERATOR_ROLE_DEFAULTS.requireMfa,
}: OperatorRoleProps): PolicyStatement[] {
  const mfa = { test: "Bool", variable: "aws:MultiFactorAuthPresent", values: ["true"] };
  // &{...} is how the provider writes IAM's own ${...}, which Terraform would take for an expression. Roles have no user name.
  const ownName = { test: "StringEquals", variable: "sts:RoleSessionName", values: ["&{aws:username}"] };
  const always = requireMfa ? [mfa] : [];
  const users = trustedPrincipalArns.filter(isUser);
  const roles = trustedPrincipalArns.filter((arn) => !isUser(arn));
  return [...trust("UsersUnderTheirOwnName", users, [...always, ownName]), ...trust("Roles", roles, always)];
}

function trust(sid: string, identifiers: string[], conditions: PolicyCondition[]): PolicyStatement[] {
  if (identifiers.length === 0) return [];
  return [{ sid, actions: ["sts:AssumeRole"], principals: [{ type: "AWS", identifiers }], conditions }];
}

/** An ARN that only Terraform will know is that of a role: no module makes users. */
function isUser(arn: string): boolean {
  return arn.includes(":user/");
}

function validate(scope: Construct, id: string, props: OperatorRoleProps): void {
  const validation = new Validation(scope, id)
    .accountId("account", props.account)
    .oneOf<string>("region", props.region, AWS_REGIONS, "pass the stack's region")
    .oneOf<string>("recoveryRegion", props.recoveryRegion, AWS_REGIONS, "pass the region of the backup copies")
    .integer("maxSessionHours", props.maxSessionHours, 1, 12, "choose how long one session may last")
    .matches(
      "restoreRoleArn",
      props.restoreRoleArn,
      ROLE_ARN,
      "the ARN of one IAM role",
      "pass the restore role's ARN",
    );
  checkName(validation, "role name", props.name);
  validatePrincipals(validation, props.trustedPrincipalArns);
  validatePrefixes(validation, props.logGroupPrefixes);
  validation.throwIfInvalid();
}

function validatePrincipals(validation: Validation, arns: readonly string[]): void {
  const allowed = "the ARN of one IAM user or role";
  const fix = "name who operates the platform, never a wildcard or a whole account";
  validation.check(arns.length > 0, "trustedPrincipalArns", arns, `at least once ${allowed}`, fix);
  arns.forEach((arn) => validation.matches("trustedPrincipalArns", arn, PRINCIPAL_ARN, allowed, fix));
}

function validatePrefixes(validation: Validation, prefixes: readonly string[]): void {
  const allowed = "the beginning of log group names down to the platform's own, without wildcards";
  const fix = "write the prefix as in /aws/lambda/shop-dev";
  validation.check(prefixes.length > 0, "logGroupPrefixes", prefixes, `at least once ${allowed}`, fix);
  prefixes.forEach((prefix) => validation.matches("logGroupPrefixes", prefix, PLATFORM_PREFIX, allowed, fix));
}
