import { getItem } from "../adapters/get-item";
import { putEvent } from "../adapters/put-event";
import { putNewItem } from "../adapters/put-item";
import { updateItem } from "../adapters/update-item";
import { PAYPAL_EVENT, sources, type PayPalEvent } from "../contract";
import { setting } from "../settings";

/** PayPal repeats a delivery for three days. */
const RETENTION_SECONDS = 30 * 86_400;

interface ReceivedEvent {
  readonly status: "received" | "forwarded";
}

/**
 * Puts an event on the bus once. It is noted before, and marked after the bus has taken it: a delivery whose forwarding
 * has failed is forwarded again when PayPal repeats it.
 *
 * @returns false for an event that the bus has already.
 */
export async function receive({ id, event_type, resource }: PayPalEvent): Promise<boolean> {
  const TableName = setting("EVENTS_TABLE");
  const Key = { eventId: `paypal/${id}` };
  const expiresAt = Math.floor(Date.now() / 1000) + RETENTION_SECONDS;
  const isNew = await putNewItem(TableName, { ...Key, status: "received", expiresAt }, "eventId");
  if (!isNew && (await getItem<ReceivedEvent>(TableName, Key))?.status === "forwarded") return false;
  await putEvent(sources.payPal, PAYPAL_EVENT, { id, event_type, resource });
  await updateItem({
    TableName,
    Key,
    UpdateExpression: "SET #status = :forwarded",
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: { ":forwarded": "forwarded" },
  });
  return true;
}
