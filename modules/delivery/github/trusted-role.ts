import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import { PolicyDocument, createInlinePolicy, type Grantee, type PolicyStatement } from "../../core";
import type { GithubRole } from "./github-trust-props";

/** A role of a `GithubTrust`. */
export class TrustedRole extends Construct implements Grantee {
  readonly roleArn: string;
  readonly roleName: string;
  private readonly permissions: PolicyDocument;

  constructor(scope: Construct, id: string, { name, description, statements }: GithubRole, trust: PolicyStatement) {
    super(scope, id);
    const assumeRolePolicy = new PolicyDocument(this, "trust", [trust]).json;
    const role = new IamRole(this, "role", { name, description, assumeRolePolicy });
    this.permissions = createInlinePolicy(this, "permissions", role.id);
    statements.forEach((statement) => this.permissions.add(statement));
    this.roleArn = role.arn;
    this.roleName = role.name;
  }

  addStatement(statement: PolicyStatement): void {
    this.permissions.add(statement);
  }
}
