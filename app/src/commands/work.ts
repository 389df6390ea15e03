import { ProductCache } from "../adapters/cache";
import { SimulatedPaymentProvider } from "../adapters/payment-provider";
import { postgresShop, type PostgresShop } from "../adapters/postgres";
import { SqsOrderQueue, SqsReceiver } from "../adapters/queue";
import { StepFunctionsPaymentWorkflow } from "../adapters/workflow";
import { createMessageHandler, markedAfterwards } from "../handlers/order-messages";
import { createOutboxRun } from "../handlers/outbox-run";
import { createPaymentRun } from "../handlers/payment-run";
import { createPaymentTasks } from "../handlers/payment-tasks";
import { openCache } from "../handlers/runtime/cache";
import { openDatabaseAt } from "../handlers/runtime/database";
import type { Platform } from "../handlers/runtime/platform";
import { repeat } from "../server/repeat";
import { runService } from "./runtime";

/** Pause between two runs of the outbox. */
const OUTBOX_PAUSE_MILLIS = 2_000;

/** Limit of a run of the outbox, shorter than the 30 s between SIGTERM and SIGKILL; the next run takes the rest. */
const OUTBOX_RUN_MILLIS = 20_000;

/** Sends the outbox to the order queue, and processes the queue's messages, with payments if no state machine does. */
await runService("work", async (platform) => {
  const { parameters, log, meter } = platform;
  const queueUrl = parameters("orders/queue-url");
  const store = postgresShop(await openDatabaseAt(platform, "database/endpoint"));
  const products = new ProductCache(await openCache(platform), store);
  const queue = new SqsOrderQueue(queueUrl, (error) => log.warn("messages not sent", {}, error));
  const outbox = createOutboxRun({ outbox: store, retention: store, queue, log, meter });
  const receiver = new SqsReceiver(queueUrl);
  const consume = createMessageHandler({ ...paymentsOf(platform, store), products, log });
  const onFailure = (error: unknown) => log.error("work failed", {}, error);
  const parts = [
    repeat(OUTBOX_PAUSE_MILLIS, onFailure, () => outbox({}, remaining(OUTBOX_RUN_MILLIS))),
    repeat(0, onFailure, (signal) => receiver.deliver(consume, signal).finally(() => meter.flush())),
  ];
  log.info("working");
  return { stop: async () => void (await Promise.all(parts.map((part) => part.stop()))) };
});

function paymentsOf({ parameters, log, meter }: Platform, store: PostgresShop) {
  if (parameters.has("payments/workflow-arn"))
    return { inbox: store, workflow: new StepFunctionsPaymentWorkflow(parameters("payments/workflow-arn")) };
  const provider = new SimulatedPaymentProvider();
  const runTask = createPaymentTasks({ store, provider, workflow: { startedSince: async () => [] }, log, meter });
  return { inbox: markedAfterwards(store), workflow: createPaymentRun({ runTask, log }) };
}

function remaining(millis: number) {
  const deadline = Date.now() + millis;
  return { getRemainingTimeInMillis: () => deadline - Date.now() };
}
