import { currency, type EventType, type SubscriptionEvent } from "../contract";

/** A message in the words of each channel. */
export interface Message {
  readonly subject: string;
  readonly text: string;
  readonly sms: string;
}

interface Names {
  /** Name of the recipient. */
  readonly name: string;
  /** Address of the site, without final slash. */
  readonly siteUrl: string;
}

interface Template {
  readonly subject: string;
  /** Sentences of the e-mail; the first one is the SMS. */
  readonly sentences: readonly string[];
}

const templates: Readonly<Record<EventType, (event: SubscriptionEvent) => Template>> = {
  "subscription.created": ({ plan, amountCents, periodEnd }) => ({
    subject: "Your subscription has started",
    sentences: [`Your ${plan} subscription has started.`, paidFor(amountCents), `It renews on ${day(periodEnd)}.`],
  }),
  "subscription.renewed": ({ plan, amountCents, periodEnd }) => ({
    subject: "Your subscription was renewed",
    sentences: [`Your ${plan} subscription was renewed until ${day(periodEnd)}.`, paidFor(amountCents)],
  }),
  "subscription.payment-failed": ({ plan, retryAt }) => ({
    subject: "Your payment failed",
    sentences: [
      `The payment for your ${plan} subscription failed.`,
      retryAt ? `We try again on ${day(retryAt)}.` : "This was the last attempt; the subscription ends.",
      "Check your PayPal account.",
    ],
  }),
  "subscription.cancelled": ({ plan, amountCents, endsAt }) => ({
    subject: "Your subscription was cancelled",
    sentences: [
      `Your ${plan} subscription ended on ${day(endsAt ?? "")}.`,
      amountCents < 0 ? `We refund ${money(-amountCents)} to your PayPal account.` : "",
    ],
  }),
  "subscription.changed": ({ plan, amountCents, periodEnd }) => ({
    subject: "Your plan was changed",
    sentences: [`Your plan is ${plan} now.`, paidFor(amountCents), `It renews on ${day(periodEnd)}.`],
  }),
};

/** Returns the message about an event. */
export function messageFor(event: SubscriptionEvent, { name, siteUrl }: Names): Message {
  const { subject, sentences } = templates[event.type](event);
  const link = `${siteUrl}/subscriptions/${event.subscriptionId}`;
  const text = [`Hello ${name},`, sentences.filter(Boolean).join(" "), link].join("\n\n");
  return { subject, text, sms: `${sentences[0]} ${link}` };
}

function paidFor(cents: number): string {
  return cents > 0 ? `You paid ${money(cents)}.` : "";
}

function money(cents: number): string {
  return new Intl.NumberFormat("en-US", { style: "currency", currency }).format(cents / 100);
}

/** Day in UTC. */
function day(time: string): string {
  return time.slice(0, 10);
}
