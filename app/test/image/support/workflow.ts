import { StateMachine } from "aws-local-stepfunctions";
import { paymentWorkflow } from "../../../contract";
import { withResolvers } from "./with-resolvers";
import type { LambdaService } from "./lambda-service";

export interface WorkflowRun {
  /** The state that the execution ended in. */
  readonly end: string;
  /** The tasks that were begun, in their order. */
  readonly tasks: string[];
}

/** Waiting times of the definition are Step Functions' business; here a retry follows at once. */
const RETRY_MILLIS = 5;

/**
 * Executes the definition that the platform deploys; the container does the tasks.
 *
 * @param timesOut - a task whose answer never arrives in time, although the function does it.
 */
export async function runPayment(orderId: string, payment: LambdaService, timesOut?: string): Promise<WorkflowRun> {
  withResolvers();
  const definition = JSON.parse(paymentWorkflow("arn:aws:lambda:eu-central-1:123456789012:function:payment"));
  const tasks: string[] = [];
  const work = async (input: unknown) => {
    const { Payload } = input as { Payload: { task: string } };
    tasks.push(Payload.task);
    const { ok, payload } = await payment.invoke(Payload);
    if (Payload.task === timesOut) throw named("States.Timeout");
    if (!ok) throw named(payload.errorType);
    return { Payload: payload };
  };
  const states = Object.keys(definition.States).filter((name) => definition.States[name].Type === "Task");
  const execution = new StateMachine(definition, { validationOptions: { noValidate: true } }).run(
    { orderId },
    {
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(states.map((name) => [name, work as never])),
        retryIntervalOverrides: Object.fromEntries(states.map((name) => [name, RETRY_MILLIS])),
      },
    },
  );
  let end = "";
  const followed = (async () => {
    for await (const event of execution.eventLogs) if (event.type === "StateEntered") end = event.state.name;
  })();
  await execution.result.catch(() => undefined);
  await followed;
  return { end, tasks };
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}
