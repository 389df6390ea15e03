import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { PolicyDocument, Validation, nonEmpty, physicalName, requireProps, type PolicyStatement } from "../core";

/** Characters of a managed policy without white space (IAM quotas). */
const MAX_LENGTH = 6144;

export interface PermissionsBoundaryProps {
  /** Physical name: at most 128 characters. Another name replaces the policy. */
  readonly name: string;
  /** Purpose of the boundary, shown in IAM. Another text replaces the policy. */
  readonly description: string;
  /** The most that a bounded role may do: at least one statement, 6,144 characters in all (IAM quota). */
  readonly statements: readonly PolicyStatement[];
}

/**
 * A policy that bounds roles: they may do what their own policies and the boundary allow. `permissionsBoundaryArn` of
 * a stack gives it to every role of the stack, and `iam:PermissionsBoundary` requires it of roles that a deployment
 * creates.
 */
export class PermissionsBoundary extends Construct {
  readonly policyArn: string;

  /** @throws InputError when the name is not valid or a statement is malformed; synthesis, beyond the quota. */
  constructor(scope: Construct, id: string, props: PermissionsBoundaryProps) {
    requireProps(scope, id, props, { name: "string", description: "string", statements: "list" });
    new Validation(scope, id)
      .props(props, {
        name: physicalName("policy name"),
        statements: nonEmpty("at least one statement", "list what bounded roles may do"),
      })
      .throwIfInvalid();
    super(scope, id);
    const document = new PolicyDocument(this, "permissions", props.statements);
    const { name, description } = props;
    this.policyArn = new IamPolicy(this, "policy", { name, description, policy: document.json }).arn;
    this.node.addValidation({ validate: () => lengthProblems(document) });
  }
}

function lengthProblems({ length }: PolicyDocument): string[] {
  const allowed = `allowed: at most ${MAX_LENGTH}; name services by wildcards, or bound the roles of fewer stacks`;
  return length > MAX_LENGTH ? [`statements: got ${length} characters; ${allowed}`] : [];
}
