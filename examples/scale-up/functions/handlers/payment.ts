import type { Context } from "aws-lambda";
import { describeError, logger, observed } from "../observability";
import { tasks, type TaskInput } from "../payment/tasks";

/** Does the tasks of the payment state machine. Errors reach it by their names. */
export function handler(input: TaskInput, context: Context): Promise<object> {
  const { task, orderId, paymentId } = input;
  return observed(task, context, async () => {
    try {
      const result = await tasks[task](input);
      logger.info("Done", { task, orderId, paymentId });
      return result;
    } catch (error) {
      logger.warn("Failed", { task, orderId, paymentId, failure: describeError(error) });
      throw error;
    }
  });
}
