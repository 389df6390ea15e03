import { readText, sendJson, startServer, type LocalServer } from "../http-server";
import type { LocalStateMachine } from "./state-machine";
import type { TaskTokens } from "./task-tokens";

export interface StepFunctionsProps {
  /** State machines by ARN. */
  readonly stateMachines: Readonly<Record<string, LocalStateMachine>>;
  readonly tokens: TaskTokens;
}

/** Answer of an operation, or the name of its error. */
type Outcome = object | string;

/** Fields of the operations' inputs. */
interface Input {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly input: string;
  readonly taskToken: string;
  readonly output: string;
  readonly error: string;
  readonly cause: string;
}

type Operation = (input: Input) => Outcome;

/**
 * Starts the API of Step Functions, as far as functions call it: `StartExecution` and the messages to states that wait.
 * The AWS SDK finds it by `AWS_ENDPOINT_URL_SFN`.
 */
export function startStepFunctions({ stateMachines, tokens }: StepFunctionsProps): Promise<LocalServer> {
  const known = (isKnown: boolean): Outcome => (isKnown ? {} : "TaskTimedOut");
  const operations: Readonly<Record<string, Operation>> = {
    StartExecution: ({ stateMachineArn, name, input }) => {
      const machine = stateMachines[stateMachineArn];
      if (!machine) return "StateMachineDoesNotExist";
      const executionArn = `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
      return machine.start(name, input) ?? { executionArn, startDate: Date.now() / 1000 };
    },
    SendTaskSuccess: ({ taskToken, output }) => known(tokens.succeed(taskToken, JSON.parse(output))),
    SendTaskFailure: ({ taskToken, error, cause }) => known(tokens.fail(taskToken, error, cause)),
    SendTaskHeartbeat: ({ taskToken }) => known(tokens.heartbeat(taskToken)),
  };
  return startServer(async (request, response) => {
    const name = String(request.headers["x-amz-target"]).split(".").at(-1)!;
    const operation: Operation = operations[name] ?? (() => "UnknownOperationException");
    const outcome = operation(JSON.parse(await readText(request)) as Input);
    if (typeof outcome === "object") sendJson(response, 200, outcome);
    else sendJson(response, 400, { __type: outcome, message: `${name}: ${outcome}` });
  });
}
