import { postgresShop } from "../adapters/postgres";
import { SqsOrderQueue } from "../adapters/queue";
import { openDatabaseAt } from "./database";
import { handlerOf } from "./lifetime";
import { createOutboxRun } from "./outbox-run";
import { openPlatform } from "./platform";

async function compose(): Promise<ReturnType<typeof createOutboxRun>> {
  const platform = await openPlatform();
  const { parameters, log, meter } = platform;
  const outbox = postgresShop(await openDatabaseAt(platform, "database/endpoint"));
  return createOutboxRun({ outbox, queue: new SqsOrderQueue(parameters("orders/queue-url")), log, meter });
}

/** Brings what transactions recorded to the queue, on a schedule. */
export const handler = await handlerOf(compose);
