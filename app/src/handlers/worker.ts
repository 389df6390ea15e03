import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { ProductCache } from "../adapters/cache";
import { postgresShop } from "../adapters/postgres";
import { StepFunctionsPaymentWorkflow } from "../adapters/workflow";
import { openCache } from "./runtime/cache";
import { openDatabaseAt } from "./runtime/database";
import { handlerOf } from "./runtime/lifetime";
import { createMessageHandler } from "./order-messages";
import { openPlatform } from "./runtime/platform";

async function compose(): Promise<(event: SQSEvent) => Promise<SQSBatchResponse>> {
  const platform = await openPlatform();
  const { parameters, log, meter } = platform;
  const cache = await openCache(platform);
  const store = postgresShop(await openDatabaseAt(platform, "database/endpoint"));
  const handle = createMessageHandler({
    inbox: store,
    workflow: new StepFunctionsPaymentWorkflow(parameters("payments/workflow-arn")),
    products: new ProductCache(cache, store),
    log,
  });
  return async (event) => {
    try {
      return await handle(event);
    } finally {
      meter.flush();
    }
  };
}

/** Messages of the order queue, with partial batch failures. */
export const handler = await handlerOf(compose);
