import { SimulatedPaymentProvider } from "../adapters/payment-provider";
import { postgresShop } from "../adapters/postgres";
import { StepFunctionsPaymentWorkflow } from "../adapters/workflow";
import { openDatabaseAt } from "./runtime/database";
import { handlerOf } from "./runtime/lifetime";
import { createPaymentTasks } from "./payment-tasks";
import { openPlatform } from "./runtime/platform";

async function compose(): Promise<ReturnType<typeof createPaymentTasks>> {
  const platform = await openPlatform();
  const { parameters, log, meter } = platform;
  const store = postgresShop(await openDatabaseAt(platform, "database/endpoint"));
  const workflow = new StepFunctionsPaymentWorkflow(parameters("payments/workflow-arn"));
  return createPaymentTasks({ store, provider: new SimulatedPaymentProvider(), workflow, log, meter });
}

/** Tasks of the payment workflow. */
export const handler = await handlerOf(compose);
