import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { arn } from "../arns/arn-rule";
import { AwsStack } from "../stack/aws-stack";
import type { StackLocation } from "../stack/stack-location";
import { physicalName } from "../validation/names";
import { isKnown } from "../validation/tokens";
import type { Rule } from "../validation/rules";
import { requireProps } from "../validation/required";
import { Validation } from "../validation/validation";
import { ExistingRole, type RoleReference } from "./existing-role";
import { createInlinePolicy } from "./inline-policy";
import { PolicyDocument, type PolicyCondition, type PolicyStatement } from "./policy-document";

export interface ServiceRoleProps {
  /** Physical name. At most 64 characters. Another name replaces the role. */
  readonly name: string;
  /** Purpose of the role, shown by IAM. */
  readonly description: string;
  /** Service that assumes the role: `lambda.amazonaws.com`. */
  readonly service: string;
  /** Conditions of the trust, for services that set `aws:SourceAccount` or `aws:SourceArn`. @default none */
  readonly trustConditions?: readonly PolicyCondition[];
  /**
   * ARNs of managed policies by construct id, of AWS or of the stack's account, for the few services that need one.
   * @default none
   */
  readonly managedPolicyArns?: Readonly<Record<string, string>>;
}

/**
 * A role that one AWS service assumes. Grants fill its single inline policy, which the first grant creates because
 * IAM refuses an empty one.
 */
export class ServiceRole extends Construct implements RoleReference {
  readonly roleArn: string;
  readonly roleName: string;
  /** The service that assumes the role. */
  readonly service: string;
  private readonly role: IamRole;
  private policy?: PolicyDocument;

  /** @throws InputError when the name exceeds the limits of IAM. */
  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    const managedPolicyArns = managedPolicies(AwsStack.of(scope));
    requireProps(scope, id, props, { name: "string", description: "string", service: "string" });
    new Validation(scope, id).props(props, { name: physicalName("role name"), managedPolicyArns }).throwIfInvalid();
    super(scope, id);
    const trust = new PolicyDocument(this, "trust", [
      {
        sid: "AssumedByService",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: [props.service] }],
        conditions: props.trustConditions,
      },
    ]);
    this.role = new IamRole(this, "role", {
      name: props.name,
      description: props.description,
      assumeRolePolicy: trust.json,
    });
    this.roleArn = this.role.arn;
    this.roleName = this.role.name;
    this.service = props.service;
    Object.entries(props.managedPolicyArns ?? {}).forEach(
      ([policyId, policyArn]) => new IamRolePolicyAttachment(this, policyId, { role: this.role.name, policyArn }),
    );
  }

  /**
   * Any role that exists already, or that a resource of the stack creates. Grants add an inline policy to it.
   *
   * @throws InputError when the ARN is not that of a role.
   */
  static fromArn(scope: Construct, id: string, roleArn: string): RoleReference {
    return new ExistingRole(scope, id, roleArn);
  }

  /** Adds a statement to the role's inline policy. */
  addStatement(statement: PolicyStatement): void {
    this.policy ??= createInlinePolicy(this, "permissions", this.role.id);
    this.policy.add(statement);
  }
}

function managedPolicies({ account, partition }: StackLocation): Rule<Readonly<Record<string, string>>> {
  const parts = { of: "a managed policy", service: "iam", resource: /policy\/[\w+=,.@/-]+/, region: "", partition };
  const rule = arn({ ...parts, accounts: ["aws", account] }, "name a policy of AWS or of the stack's account");
  return (arns) =>
    Object.entries(arns)
      .filter(([, policyArn]) => isKnown(policyArn))
      .flatMap(([id, policyArn]) => rule(policyArn).map((violation) => ({ ...violation, below: `.${id}` })));
}
