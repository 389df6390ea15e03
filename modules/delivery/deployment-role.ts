import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { PolicyDocument, Validation, checkName, type Grantee, type PolicyStatement } from "../core";

export interface DeploymentRoleProps {
  /** Physical name: at most 64 characters. */
  readonly name: string;
  /** What the role is for. */
  readonly description: string;
  /** The account whose builds may assume the role: 12 digits. */
  readonly trustedAccount: string;
  /** ARNs of that account's roles; `*` may stand for a part of a name. At least one. */
  readonly trustedRoleArns: readonly string[];
  /** What the role may do: at least one statement. */
  readonly statements: readonly PolicyStatement[];
}

/**
 * What builds are in the account that they deploy to: a role that builds of one account, and no one else, may assume.
 *
 * The trust names the account and narrows it to the roles by a condition. Named as principals, they would have to exist first, and a role
 * that is made anew would no longer be trusted.
 */
export class DeploymentRole extends Construct implements Grantee {
  readonly roleArn: string;
  readonly roleName: string;
  private readonly permissions: PolicyDocument;

  /** @throws InputError when the name, the account or a trusted role is not valid. */
  constructor(scope: Construct, id: string, props: DeploymentRoleProps) {
    validate(scope, id, props);
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: props.name,
      description: props.description,
      assumeRolePolicy: new PolicyDocument(this, "trust", [trustOf(props)]).json,
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

function trustOf({ trustedAccount, trustedRoleArns }: DeploymentRoleProps): PolicyStatement {
  return {
    sid: "AssumedByBuilds",
    actions: ["sts:AssumeRole"],
    principals: [{ type: "AWS", identifiers: [`arn:aws:iam::${trustedAccount}:root`] }],
    conditions: [{ test: "ArnLike", variable: "aws:PrincipalArn", values: trustedRoleArns }],
  };
}

function validate(scope: Construct, id: string, props: DeploymentRoleProps): void {
  const { name, trustedAccount, trustedRoleArns, statements } = props;
  const validation = new Validation(scope, id)
    .accountId("trustedAccount", trustedAccount, "name the builds' account")
    .check(
      trustedRoleArns.length > 0,
      "trustedRoleArns",
      trustedRoleArns,
      "at least one role",
      "name the builds' roles",
    )
    .check(statements.length > 0, "statements", statements, "at least one statement", "say what the role may do");
  const ownRole = new RegExp(`^arn:aws:iam::${trustedAccount}:role/[\\w+=,.@-]{3}[\\w+=,.@*-]*$`);
  trustedRoleArns.forEach((arn) =>
    validation.matches(
      "trustedRoleArns",
      arn,
      ownRole,
      "a role of the trusted account, its name begun with at least 3 characters before any *",
      "name the builds' roles",
    ),
  );
  checkName(validation, "role name", name);
  validation.throwIfInvalid();
}
