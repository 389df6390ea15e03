import "./promise-with-resolvers";
import { StateMachine, type RunOptions, type StateMachineDefinition } from "aws-local-stepfunctions";
import { paymentWorkflow } from "../../contract";
import type { Invoke } from "../lambda/invocation";

export type ExecutionStatus = "running" | "succeeded" | "failed" | "aborted";

/** Executes the payment workflow that the platform deploys. */
export interface LocalWorkflow {
  /** @returns false if an execution of this name exists, which changes nothing. */
  start(name: string, input: string): Promise<boolean>;
  /** Resolves when the execution ends; undefined if there is none. */
  ended(name: string): Promise<ExecutionStatus> | undefined;
  /** Status of every execution by name. */
  readonly executions: ReadonlyMap<string, ExecutionStatus>;
  /** Aborts the running executions. */
  stop(): Promise<void>;
}

export interface WorkflowOptions {
  /** The function that does the tasks. */
  readonly payment: Invoke;
  /** Replaces every pause before a retry, in milliseconds. @default the definition's intervals */
  readonly retryMillis?: number;
}

const FUNCTION_ARN = "arn:aws:lambda:eu-central-1:123456789012:function:payment";

const definition = JSON.parse(paymentWorkflow(FUNCTION_ARN)) as StateMachineDefinition;

const taskStates = Object.entries(definition.States)
  .filter(([, state]) => state.Type === "Task")
  .map(([name]) => name);

export function startWorkflow({ payment, retryMillis }: WorkflowOptions): LocalWorkflow {
  const machine = new StateMachine(definition);
  const executions = new Map<string, ExecutionStatus>();
  const endings = new Map<string, Promise<ExecutionStatus>>();
  const aborts = new Set<() => void>();
  const runOptions = overridesFor(payment, retryMillis);
  const run = async (name: string, input: string): Promise<ExecutionStatus> => {
    const { result, abort } = machine.run(JSON.parse(input) as Parameters<StateMachine["run"]>[0], runOptions);
    aborts.add(abort);
    const status = await result.then(() => "succeeded" as const, statusOfError);
    aborts.delete(abort);
    executions.set(name, status);
    return status;
  };
  return {
    executions,
    async start(name, input) {
      if (executions.has(name)) return false;
      executions.set(name, "running");
      endings.set(name, run(name, input));
      return true;
    },
    ended: (name) => endings.get(name),
    async stop() {
      for (const abort of aborts) abort();
      await Promise.all(endings.values());
    },
  };
}

/** Calls the payment function in place of `arn:aws:states:::lambda:invoke`. */
function overridesFor(payment: Invoke, retryMillis: number | undefined): RunOptions {
  const invoke = async (input: unknown): Promise<never> => {
    const { Payload } = input as { Payload: unknown };
    return { Payload: await payment(Payload) } as never;
  };
  return {
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(taskStates.map((name) => [name, invoke])),
      ...(retryMillis !== undefined && {
        retryIntervalOverrides: Object.fromEntries(taskStates.map((name) => [name, retryMillis])),
      }),
    },
  };
}

function statusOfError(error: unknown): ExecutionStatus {
  return error instanceof Error && error.name === "ExecutionAbortedError" ? "aborted" : "failed";
}
