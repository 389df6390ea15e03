import { postgresShop } from "../adapters/postgres";
import { SqsOrderQueue } from "../adapters/queue";
import { openDatabaseAt } from "./runtime/database";
import { handlerOf } from "./runtime/lifetime";
import { createOutboxRun } from "./outbox-run";
import { openPlatform } from "./runtime/platform";

async function compose(): Promise<ReturnType<typeof createOutboxRun>> {
  const platform = await openPlatform();
  const { parameters, log, meter } = platform;
  const store = postgresShop(await openDatabaseAt(platform, "database/endpoint"));
  const queue = new SqsOrderQueue(parameters("orders/queue-url"), (error) => log.warn("messages not sent", {}, error));
  return createOutboxRun({ outbox: store, retention: store, queue, log, meter });
}

/** Sends the messages of the outbox to the queue and removes expired rows, on a schedule. */
export const handler = await handlerOf(compose);
