import type { Context } from "aws-lambda";
import { tasks, type TaskInput } from "../billing/tasks";
import { describeError, logger, observed } from "../observability";

/** Does the tasks of the workflows. Errors reach the state machines by their names. */
export function handler(input: TaskInput, context: Context): Promise<object> {
  const { task, execution, subscriptionId, period } = input;
  return observed(task, context, async () => {
    try {
      const result = await tasks[task](input);
      logger.info("Done", { task, execution, subscriptionId, period });
      return result;
    } catch (error) {
      logger.warn("Failed", { task, execution, subscriptionId, period, failure: describeError(error) });
      throw error;
    }
  });
}
