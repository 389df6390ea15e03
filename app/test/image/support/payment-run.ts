import { FunctionError, type Invoke } from "../../../local/lambda/invocation";
import { startWorkflow, type ExecutionStatus } from "../../../local/step-functions/workflow";
import type { PaymentTask } from "../../../contract";

export interface PaymentRun {
  readonly status: ExecutionStatus | undefined;
  /** The tasks that were begun, in their order. */
  readonly tasks: readonly PaymentTask[];
}

/** Waiting times of the definition are Step Functions' business; here a retry follows at once. */
const RETRY_MILLIS = 5;

/**
 * Executes the definition that the platform deploys for one order.
 *
 * @param payment - does the tasks.
 * @param timesOut - a task whose answer never arrives in time, although the function does it.
 */
export async function runPayment(orderId: string, payment: Invoke, timesOut?: PaymentTask): Promise<PaymentRun> {
  const tasks: PaymentTask[] = [];
  const workflow = startWorkflow({
    retryMillis: RETRY_MILLIS,
    payment: async (event) => {
      const { task } = event as { task: PaymentTask };
      tasks.push(task);
      const result = await payment(event);
      if (task === timesOut) throw new FunctionError("States.Timeout", "The answer came too late");
      return result;
    },
  });
  await workflow.start(orderId, JSON.stringify({ orderId }));
  return { status: await workflow.ended(orderId), tasks };
}
