import { randomUUID } from "node:crypto";
import type { Clock } from "../clock";
import { optionalPackage } from "../optional-package";
import "./promise-with-resolvers";
import { allStates, type States, type TaskProgram } from "./states";
import { waitByClock } from "./waits";

/** Errors of `StartExecution`. */
export type StartProblem = "ExecutionAlreadyExists" | "InvalidName";

export interface Execution {
  readonly input: string;
  status: "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED";
  /** Output of an execution that has succeeded. */
  output?: unknown;
  /** Error of an execution that has failed. */
  error?: unknown;
  /** Resolves when the execution has ended. */
  readonly ended: Promise<void>;
}

/** Executes a definition as it is deployed. */
export interface LocalStateMachine {
  /** Executions by name. */
  readonly executions: ReadonlyMap<string, Execution>;
  /** Starts an execution. @returns the error of Step Functions, if there is one. */
  start(name: string, input: string): StartProblem | undefined;
  /** Aborts the running executions. */
  stop(): Promise<void>;
}

export interface StateMachineProps {
  /** Definition in the Amazon States Language. */
  readonly definition: string;
  /** Programs of task states by their `Resource`, such as `arn:aws:states:::lambda:invoke`. */
  readonly tasks: Readonly<Record<string, TaskProgram>>;
  /** Pause before each retry in seconds. @default the intervals of the definition */
  readonly retrySeconds?: number;
  /** Length of each wait state in seconds. @default the lengths of the definition */
  readonly waitSeconds?: number;
  /** Clock by which wait states wait in place of the machine's, instead of `waitSeconds`. @default the machine's */
  readonly clock?: Pick<Clock, "now" | "at">;
  /** Receives each execution that has ended. @default nobody */
  readonly onEnd?: (name: string, execution: Execution) => void;
}

type Runner = typeof import("aws-local-stepfunctions", { with: { "resolution-mode": "import" } });

const NAME = /^[A-Za-z0-9_-]{1,80}$/;

/** Creates a state machine on `aws-local-stepfunctions`. @throws Error for a task whose resource has no program. */
export function createStateMachine(props: StateMachineProps): LocalStateMachine {
  const { tasks, retrySeconds, waitSeconds, clock, onEnd = () => {} } = props;
  const { StateMachine } = optionalPackage<Runner>("aws-local-stepfunctions");
  const definition = JSON.parse(props.definition) as States;
  const programs = clock ? { ...tasks, ...waitByClock(definition, clock) } : tasks;
  const overrides = overridesOf(definition, programs, retrySeconds, waitSeconds);
  const machine = new StateMachine(definition as never);
  const executions = new Map<string, Execution>();
  const aborts = new Set<() => void>();
  const run = async (name: string, input: string): Promise<void> => {
    const context = { Execution: { Name: name }, Task: taskTokens() };
    const { result, abort } = machine.run(JSON.parse(input), { overrides, context });
    aborts.add(abort);
    const execution = executions.get(name)!;
    Object.assign(execution, await result.then(succeeded, failed));
    aborts.delete(abort);
    onEnd(name, execution);
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
      const ended = Promise.resolve().then(() => run(name, input));
      executions.set(name, { input, status: "RUNNING", ended });
      return undefined;
    },
    async stop() {
      for (const abort of aborts) abort();
      await Promise.all([...executions.values()].map(({ ended }) => ended));
    },
  };
}

function overridesOf(
  definition: States,
  programs: StateMachineProps["tasks"],
  retrySeconds: number | undefined,
  waitSeconds: number | undefined,
): object {
  const states = allStates(definition);
  const named = (type: string) => states.filter(([, { Type }]) => Type === type);
  const seconds = (type: string, value: number) =>
    Object.fromEntries(named(type).map(([name]) => [name, value * 1000]));
  const handlers = named("Task").map(([name, { Resource = "", HeartbeatSeconds }]) => {
    const program = programs[Resource];
    if (!program) throw new Error(`The state ${name} calls ${Resource}, which \`tasks\` does not have`);
    return [name, (parameters: unknown) => program(parameters, HeartbeatSeconds)] as const;
  });
  return {
    taskResourceLocalHandlers: Object.fromEntries(handlers),
    ...(retrySeconds !== undefined && { retryIntervalOverrides: seconds("Task", retrySeconds) }),
    ...(waitSeconds !== undefined && { waitTimeOverrides: seconds("Wait", waitSeconds) }),
  };
}

function succeeded(output: unknown): Pick<Execution, "status" | "output"> {
  return { status: "SUCCEEDED", output };
}

function failed(error: unknown): Pick<Execution, "status" | "error"> {
  const isAborted = error instanceof Error && error.name === "ExecutionAbortedError";
  return { status: isAborted ? "ABORTED" : "FAILED", error };
}

/** A new token for each state that passes one: `$$.Task.Token`. */
function taskTokens(): { readonly Token: string } {
  return {
    get Token() {
      return randomUUID();
    },
  };
}
