import { getItem } from "../adapters/get-item";
import { putNewItem } from "../adapters/put-item";
import { sendEmail } from "../adapters/send-email";
import { sendSms } from "../adapters/send-sms";
import { metrics, type SubscriptionEvent, type User } from "../contract";
import { count } from "../observability";
import { setting } from "../settings";
import { messageFor, type Message } from "./templates";

/** Longer than the queue keeps a message. */
const RETENTION_SECONDS = 30 * 86_400;

/** Channels of a user. */
type Channel = keyof User["preferences"];

/**
 * Sends the message about an event by the channels that its customer prefers. A channel that has sent it is left alone
 * when the queue delivers the event again.
 */
export async function notify(event: SubscriptionEvent): Promise<void> {
  const user = await getItem<User>(setting("USERS_TABLE"), { userId: event.customerId });
  if (!user) return;
  const message = messageFor(event, { name: user.name, siteUrl: setting("SITE_URL") });
  for (const channel of ["email", "sms"] as const)
    if (user.preferences[channel]) await once(event, channel, () => send(channel, user, message));
}

async function send(channel: Channel, { email, phone }: User, { subject, text, sms }: Message): Promise<void> {
  if (channel === "email") await sendEmail(email, subject, text);
  else if (phone) await sendSms(phone, sms);
  else return;
  count(metrics.notificationsSent);
}

/** The note follows the message: one that is lost between the two is sent again, which is better than never. */
async function once({ eventId }: SubscriptionEvent, channel: Channel, work: () => Promise<void>): Promise<void> {
  const TableName = setting("EVENTS_TABLE");
  const key = { eventId: `notification/${channel}/${eventId}` };
  if (await getItem(TableName, key)) return;
  await work();
  await putNewItem(TableName, { ...key, expiresAt: Math.floor(Date.now() / 1000) + RETENTION_SECONDS }, "eventId");
}
