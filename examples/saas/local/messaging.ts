import { consumeQueue, startEventBus, type Invoke, type LocalServer, type Mailbox } from "groundplan/testing/local";
import { filters, queues, rules, type FunctionName } from "../functions/contract";
import type { Resources } from "./resources";

export interface BusProps {
  readonly resources: Resources;
  /** Functions, which are ready before the first event. */
  readonly invokes: Readonly<Record<FunctionName, Invoke>>;
  /** Receives what operators get by e-mail and SMS. */
  readonly mailbox: Mailbox;
  readonly log: (error: unknown) => void;
}

/** Starts the bus with its rules, and subscribes queue and operators to the topic. */
export async function startBus({ resources, invokes, mailbox, log }: BusProps): Promise<LocalServer> {
  const { topic, queueUrls } = resources;
  const byBody = (filter: object) => ({ FilterPolicyScope: "MessageBody", FilterPolicy: JSON.stringify(filter) });
  await topic.subscribe("sqs", arnOf(queueUrls.notifications), {
    ...byBody(filters.notifications),
    RawMessageDelivery: "true",
  });
  await topic.subscribe("http", `${mailbox.url}/topic`, byBody(filters.operators));
  return startEventBus({
    rules: [
      { pattern: rules.subscriptionEvents, target: ({ detail }) => topic.publish(JSON.stringify(detail)) },
      { pattern: rules.payPalEvents, target: (event) => invokes.settlement(event) },
    ],
    log,
  });
}

export interface ConsumersProps extends Pick<BusProps, "invokes" | "log"> {
  /** Address of moto. */
  readonly endpoint: string;
  readonly queueUrls: Resources["queueUrls"];
}

/** Consumes both queues. @returns how to stop it. */
export function startConsumers({ endpoint, queueUrls, invokes, log }: ConsumersProps): () => Promise<void> {
  const names = Object.keys(queues) as (keyof typeof queues)[];
  const stops = names.map((name) => {
    const { consumer, batchSize } = queues[name];
    return consumeQueue({ endpoint, queueUrl: queueUrls[name], batchSize, consumer: invokes[consumer], log });
  });
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

/** moto's URLs end in account and name. */
function arnOf(queueUrl: string): string {
  const [account, name] = queueUrl.split("/").slice(-2);
  return `arn:aws:sqs:us-east-1:${account}:${name}`;
}
