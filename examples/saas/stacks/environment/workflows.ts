import { StateMachine } from "groundplan/workflow";
import { workflowDefinition, workflows as contract, type WorkflowName } from "../../functions/contract";
import type { Context } from "./context";
import type { Functions } from "./functions";
import { workflowArn } from "./workflow-arn";

export type Workflows = Readonly<Record<WorkflowName, StateMachine>>;

/** The five workflows of subscriptions, as the application defines them; the function `billing` does their tasks. */
export function createWorkflows(context: Context, { billing }: Functions): Workflows {
  const { stack, environment, prefix, keys } = context;
  const arns = {
    billingFunctionArn: billing.aliasArn,
    paymentFailedStateMachineArn: workflowArn(context, "payment-failed"),
  };
  const created = contract.map((name) => {
    const machine = new StateMachine(stack, `${name}-workflow`, {
      name: `${prefix}-${name}`,
      definition: workflowDefinition(name, arns),
      logKey: keys.logs,
      logRetentionDays: environment.logRetentionDays,
    });
    billing.grantInvoke(machine);
    return [name, machine] as const;
  });
  const machines = Object.fromEntries(created) as Workflows;
  machines["payment-failed"].grantStart(machines.renew);
  return machines;
}
