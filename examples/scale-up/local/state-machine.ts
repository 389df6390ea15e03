import "./promise-with-resolvers";
import { paymentDefinition } from "../functions/contract";
import type { Invoke } from "./lambda/local-function";

/** Errors of `StartExecution`. */
export type StartProblem = "ExecutionAlreadyExists" | "InvalidName";

export interface Execution {
  readonly input: string;
  status: "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED";
  /** Resolves when the execution has ended. */
  readonly ended: Promise<void>;
}

/** Executes the definition that the stack deploys. */
export interface LocalStateMachine {
  /** Executions by name. */
  readonly executions: ReadonlyMap<string, Execution>;
  /** Starts an execution. @returns the error of Step Functions, if there is one. */
  start(name: string, input: string): StartProblem | undefined;
  /** Aborts the running executions. */
  stop(): Promise<void>;
}

const FUNCTION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:payment";
const NAME = /^[A-Za-z0-9_-]{1,80}$/;

/** States of a definition, of which the runner's own type says too little. */
interface Definition {
  readonly States: Readonly<Record<string, { readonly Type: string }>>;
}

/** @param retrySeconds - replaces the pause before each retry. @default the intervals of the definition */
export async function createStateMachine(payment: Invoke, retrySeconds?: number): Promise<LocalStateMachine> {
  const { StateMachine } = await import("aws-local-stepfunctions");
  const definition = JSON.parse(paymentDefinition(FUNCTION_ARN)) as Definition;
  const machine = new StateMachine(definition as never);
  const executions = new Map<string, Execution>();
  const aborts = new Set<() => void>();
  const overrides = overridesOf(definition, payment, retrySeconds);
  const run = async (name: string, input: string): Promise<void> => {
    const context = { Execution: { Name: name } };
    const { result, abort } = machine.run(JSON.parse(input), { overrides, context });
    aborts.add(abort);
    const status = await result.then(() => "SUCCEEDED" as const, statusOf);
    aborts.delete(abort);
    executions.get(name)!.status = status;
  };
  return {
    executions,
    start(name, input) {
      if (!NAME.test(name)) return "InvalidName";
      const existing = executions.get(name);
      // Step Functions answers the same request again while its execution runs.
      if (existing) {
        return existing.input === input && existing.status === "RUNNING" ? undefined : "ExecutionAlreadyExists";
      }
      const gate = Promise.resolve().then(() => run(name, input));
      executions.set(name, { input, status: "RUNNING", ended: gate });
      return undefined;
    },
    async stop() {
      for (const abort of aborts) abort();
      await Promise.all([...executions.values()].map(({ ended }) => ended));
    },
  };
}

/** Calls the payment function in place of `arn:aws:states:::lambda:invoke`. */
function overridesOf(definition: Definition, payment: Invoke, retrySeconds: number | undefined): object {
  const taskStates = Object.entries(definition.States).flatMap(([name, { Type }]) => (Type === "Task" ? [name] : []));
  const invoke = async (input: unknown) => ({ Payload: await payment((input as { Payload: unknown }).Payload) });
  return {
    taskResourceLocalHandlers: Object.fromEntries(taskStates.map((name) => [name, invoke])),
    ...(retrySeconds !== undefined && {
      retryIntervalOverrides: Object.fromEntries(taskStates.map((name) => [name, retrySeconds * 1000])),
    }),
  };
}

function statusOf(error: unknown): "FAILED" | "ABORTED" {
  return error instanceof Error && error.name === "ExecutionAbortedError" ? "ABORTED" : "FAILED";
}
