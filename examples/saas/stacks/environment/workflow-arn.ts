import type { WorkflowName } from "../../functions/contract";
import type { Context } from "./context";

/** ARN of a workflow, which functions start that it invokes. */
export function workflowArn({ stack, prefix }: Context, name: WorkflowName): string {
  return `arn:aws:states:${stack.region}:${stack.account}:stateMachine:${prefix}-${name}`;
}
