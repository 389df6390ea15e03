import { authorization } from "./call";

/** A topic of the emulator. */
export interface LocalTopic {
  readonly arn: string;
  /** @param attributes - such as `FilterPolicy`, in the words of SNS. */
  subscribe(protocol: "http" | "sqs", address: string, attributes: Readonly<Record<string, string>>): Promise<void>;
  publish(message: string): Promise<void>;
}

/** Creates a topic in moto, which delivers to queues and HTTP addresses by their filters. */
export async function createTopic(endpoint: string, name: string): Promise<LocalTopic> {
  const sns = async (Action: string, input: Readonly<Record<string, string>>): Promise<string> => {
    const body = new URLSearchParams({ Action, Version: "2010-03-31", ...input });
    const response = await fetch(endpoint, { method: "POST", headers: { authorization: authorization("sns") }, body });
    const text = await response.text();
    if (!response.ok) throw new Error(`${Action} answered ${response.status}: ${text}`);
    return text;
  };
  const arn = (await sns("CreateTopic", { Name: name })).split(/<\/?TopicArn>/)[1]!;
  return {
    arn,
    async subscribe(Protocol, Endpoint, attributes) {
      const entries = Object.entries(attributes).flatMap(([key, value], index) => [
        [`Attributes.entry.${index + 1}.key`, key],
        [`Attributes.entry.${index + 1}.value`, value],
      ]);
      await sns("Subscribe", { TopicArn: arn, Protocol, Endpoint, ...Object.fromEntries(entries) });
    },
    async publish(Message) {
      await sns("Publish", { TopicArn: arn, Message });
    },
  };
}
