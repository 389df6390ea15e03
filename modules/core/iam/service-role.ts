import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { checkName } from "../names";
import type { Grantee } from "../references";
import { Validation } from "../validation";
import { PolicyDocument, type PolicyCondition, type PolicyStatement } from "./policy-document";

export interface ServiceRoleProps {
  /** Physical name of the role. At most 64 characters. */
  readonly name: string;
  /** What the role is for. */
  readonly description: string;
  /** The service that assumes it: `lambda.amazonaws.com`. */
  readonly service: string;
  /** Conditions of the trust, where the service sets `aws:SourceAccount` or `aws:SourceArn` when it assumes a role. */
  readonly trustConditions?: readonly PolicyCondition[];
  /** ARNs of AWS managed policies, for the few services that need one. @default none */
  readonly managedPolicyArns?: Readonly<Record<string, string>>;
}

/** The limit of all inline policies of a role together. */
const MAX_POLICY_LENGTH = 10_240;

/**
 * A role that one AWS service assumes, with one inline policy that grants fill. The policy is made at the first grant, since
 * IAM refuses an empty one.
 */
export class ServiceRole extends Construct implements Grantee {
  readonly roleArn: string;
  readonly roleName: string;
  private readonly role: IamRole;
  private policy?: PolicyDocument;

  /** @throws InputError when the name is over IAM's limits. */
  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    const validation = new Validation(scope, id);
    checkName(validation, "role name", props.name);
    validation.throwIfInvalid();
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
    Object.entries(props.managedPolicyArns ?? {}).forEach(
      ([policyId, policyArn]) => new IamRolePolicyAttachment(this, policyId, { role: this.role.name, policyArn }),
    );
  }

  addStatement(statement: PolicyStatement): void {
    this.policy ??= this.createPolicy();
    this.policy.add(statement);
  }

  private createPolicy(): PolicyDocument {
    const document = new PolicyDocument(this, "permissions");
    new IamRolePolicy(this, "policy", { name: "permissions", role: this.role.id, policy: document.json });
    this.node.addValidation({ validate: () => lengthProblems(document) });
    return document;
  }
}

function lengthProblems({ length }: PolicyDocument): string[] {
  const allowed = `allowed: at most ${MAX_POLICY_LENGTH}; grant less, or split the work between two roles`;
  return length > MAX_POLICY_LENGTH ? [`permissions: got ${length} characters; ${allowed}`] : [];
}
