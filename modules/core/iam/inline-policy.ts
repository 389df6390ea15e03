import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Construct } from "constructs";
import { PolicyDocument } from "./policy-document";

/** Characters of all inline policies of a role together (IAM quotas). */
const MAX_POLICY_LENGTH = 10_240;

/** Creates an inline policy of a role below `scope`. Synthesis fails when its statements exceed IAM's limit. */
export function createInlinePolicy(scope: Construct, name: string, role: string): PolicyDocument {
  const document = new PolicyDocument(scope, "permissions");
  new IamRolePolicy(scope, "policy", { name, role, policy: document.json });
  scope.node.addValidation({ validate: () => lengthProblems(document) });
  return document;
}

function lengthProblems({ length }: PolicyDocument): string[] {
  const allowed = `allowed: at most ${MAX_POLICY_LENGTH}; grant less, or split the work between two roles`;
  return length > MAX_POLICY_LENGTH ? [`permissions: got ${length} characters; ${allowed}`] : [];
}
