import { Fn } from "cdktf";
import { Construct } from "constructs";
import { roleArn as roleArnOf } from "../arns/arn-kinds";
import { AwsStack } from "../stack/aws-stack";
import { physicalName } from "../validation/names";
import type { Grantee } from "../references";
import { isKnown } from "../validation/tokens";
import { requireProps } from "../validation/required";
import { Validation } from "../validation/validation";
import { createInlinePolicy } from "./inline-policy";
import type { PolicyDocument, PolicyStatement } from "./policy-document";

/** A role by reference: enough to pass it on and to grant it permissions. */
export interface RoleReference extends Grantee {
  readonly roleArn: string;
  readonly roleName: string;
}

/**
 * A role that another module, stack or tool created. Grants add one inline policy to it, named after the construct
 * path, so that several stacks can grant to the same role.
 */
export class ExistingRole extends Construct implements RoleReference {
  readonly roleName: string;
  private policy?: PolicyDocument;

  /** @throws InputError when the ARN is not that of a role, or the construct path exceeds 128 characters. */
  constructor(
    scope: Construct,
    id: string,
    readonly roleArn: string,
  ) {
    requireProps(scope, id, { roleArn }, { roleArn: "string" });
    const fix = "pass the ARN of a role of the stack's account";
    new Validation(scope, id)
      .props(
        { roleArn, id: policyNameOf(scope, id) },
        { roleArn: roleArnOf(AwsStack.of(scope), fix), id: physicalName("role policy name", "id") },
      )
      .throwIfInvalid();
    super(scope, id);
    this.roleName = isKnown(roleArn) ? roleArn.slice(roleArn.lastIndexOf("/") + 1) : Fn.basename(roleArn);
  }

  addStatement(statement: PolicyStatement): void {
    this.policy ??= createInlinePolicy(this, policyNameOf(this.node.scope!, this.node.id), this.roleName);
    this.policy.add(statement);
  }
}

function policyNameOf(scope: Construct, id: string): string {
  return `${scope.node.path}/${id}`.replaceAll("/", "-");
}
