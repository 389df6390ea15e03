import {
  createStateMachine,
  type Clock,
  type Execution,
  type Invoke,
  type LocalStateMachine,
  type TaskTokens,
} from "groundplan/testing/local";
import { workflowDefinition, workflows, type WorkflowName } from "../functions/contract";

/** ARN of a workflow on this machine. */
export const workflowArn = (name: WorkflowName): string => `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;

const ARNS = {
  billingFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:billing",
  paymentFailedStateMachineArn: workflowArn("payment-failed"),
};

export interface WorkflowsProps {
  readonly billing: Invoke;
  readonly tokens: TaskTokens;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** Creates the deployed state machines of the five workflows. */
export function createWorkflows({
  billing,
  tokens,
  clock,
  log,
}: WorkflowsProps): Readonly<Record<WorkflowName, LocalStateMachine>> {
  const tasks = {
    "arn:aws:states:::lambda:invoke": async (parameters: unknown) => ({
      Payload: await billing(payloadOf(parameters)),
    }),
    "arn:aws:states:::lambda:invoke.waitForTaskToken": (parameters: unknown, heartbeatSeconds?: number) => {
      const payload = payloadOf(parameters);
      return tokens.wait(payload.taskToken, () => billing(payload), heartbeatSeconds);
    },
    "arn:aws:states:::states:startExecution": async (parameters: unknown) => startRetries(machines, parameters),
  };
  const report =
    (workflow: WorkflowName) =>
    (execution: string, { status, error }: Execution) => {
      if (status === "FAILED") log(`${workflow} ${execution}: ${String(error)}`);
    };
  const created = workflows.map((name) => {
    const definition = workflowDefinition(name, ARNS);
    return [name, createStateMachine({ definition, tasks, clock, onEnd: report(name) })];
  });
  const machines = Object.fromEntries(created) as Record<WorkflowName, LocalStateMachine>;
  return machines;
}

function payloadOf(parameters: unknown): { readonly taskToken: string } {
  return (parameters as { readonly Payload: { readonly taskToken: string } }).Payload;
}

/** Starts the repetitions of a failed renewal, the only workflow that another one starts. */
function startRetries(machines: Readonly<Record<WorkflowName, LocalStateMachine>>, parameters: unknown): object {
  const { Name, Input } = parameters as { readonly Name: string; readonly Input: object };
  const problem = machines["payment-failed"].start(Name, JSON.stringify(Input));
  if (problem) throw Object.assign(new Error(Name), { name: `StepFunctions.${problem}Exception` });
  return {};
}
