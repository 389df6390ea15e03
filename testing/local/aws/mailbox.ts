import { randomUUID } from "node:crypto";
import { readText, sendJson, startServer, type LocalServer } from "../http-server";

/** A message that a system has sent. */
export interface SentMessage {
  readonly channel: "email" | "sms" | "topic";
  /** Addresses or number; for a topic, its ARN. */
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
}

export interface Mailbox extends LocalServer {
  /** All messages, the first one first. The server shows them at `/`. */
  readonly messages: readonly SentMessage[];
}

interface Email {
  readonly Destination: { readonly ToAddresses: readonly string[] };
  readonly Content: {
    readonly Simple: {
      readonly Subject: { readonly Data: string };
      readonly Body: { readonly Text: { Data: string } };
    };
  };
}

/**
 * Starts a server that keeps messages in place of sending them: the API of SES v2 for e-mails, that of SNS for SMS, and
 * at `/topic` the HTTP endpoint of a topic's subscription. The AWS SDK finds it by `AWS_ENDPOINT_URL_SESV2` and
 * `AWS_ENDPOINT_URL_SNS`.
 *
 * @param log - receives a line about each message.
 */
export async function startMailbox(log: (line: string) => void): Promise<Mailbox> {
  const messages: SentMessage[] = [];
  const keep = (message: SentMessage): void => {
    messages.push(message);
    log(`${message.channel} to ${message.to}: ${message.subject ?? message.text}`);
  };
  const server = await startServer(async (request, response) => {
    const text = await readText(request);
    if (request.method === "GET") {
      sendJson(response, 200, messages, "application/json");
    } else if (request.url === "/topic") {
      const { TopicArn, Message } = JSON.parse(text) as { readonly TopicArn: string; readonly Message: string };
      keep({ channel: "topic", to: TopicArn, text: Message });
      response.end();
    } else if (request.url!.startsWith("/v2/email/")) {
      keep(emailOf(JSON.parse(text) as Email));
      sendJson(response, 200, { MessageId: randomUUID() }, "application/json");
    } else {
      const form = new URLSearchParams(text);
      keep({ channel: "sms", to: form.get("PhoneNumber")!, text: form.get("Message")! });
      response.writeHead(200, { "content-type": "text/xml" }).end(publishAnswer(randomUUID()));
    }
  });
  return { ...server, messages };
}

function emailOf({ Destination, Content: { Simple } }: Email): SentMessage {
  const { Subject, Body } = Simple;
  return { channel: "email", to: Destination.ToAddresses.join(", "), subject: Subject.Data, text: Body.Text.Data };
}

const publishAnswer = (id: string): string =>
  `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${id}</MessageId>` +
  `</PublishResult><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></PublishResponse>`;
