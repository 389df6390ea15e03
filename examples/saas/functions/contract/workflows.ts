import cancel from "./workflows/cancel.asl.json";
import changePlan from "./workflows/change-plan.asl.json";
import create from "./workflows/create.asl.json";
import paymentFailed from "./workflows/payment-failed.asl.json";
import renew from "./workflows/renew.asl.json";

const definitions = { create, renew, "payment-failed": paymentFailed, cancel, "change-plan": changePlan } as const;

export type WorkflowName = keyof typeof definitions;

/** Workflows by name: `STANDARD` state machines, whose tasks the function `billing` does. */
export const workflows = Object.keys(definitions) as WorkflowName[];

/** ARNs that a definition names: only `renew` starts another workflow. */
export interface WorkflowArns {
  readonly billingFunctionArn: string;
  readonly paymentFailedStateMachineArn: string;
}

/** Returns the definition of a workflow in Amazon States Language with the ARNs of an environment. */
export function workflowDefinition(name: WorkflowName, arns: WorkflowArns): string {
  return JSON.stringify(definitions[name])
    .replaceAll("${BillingFunctionArn}", arns.billingFunctionArn)
    .replaceAll("${PaymentFailedStateMachineArn}", arns.paymentFailedStateMachineArn);
}

/** Tasks of the function `billing`, named by `task` in the input from a state machine. */
export const billingTasks = [
  "open",
  "claim-renewal",
  "claim-retry",
  "claim-change",
  "charge",
  "capture",
  "look",
  "wait",
  "complete",
  "decline",
  "cancel",
  "end",
  "refund",
  "publish",
] as const;

export type BillingTask = (typeof billingTasks)[number];
