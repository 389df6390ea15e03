import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { createHash } from "node:crypto";
import { tracer } from "../observability";
import { awsClient } from "./aws-client";

const client = tracer.captureAWSv3Client(new SQSClient(awsClient));

/** Sends a message to a FIFO queue, which delivers the messages of a group in order, and drops repeated ids. */
export async function sendOrdered(QueueUrl: string, group: string, id: string, message: object): Promise<void> {
  const MessageDeduplicationId = createHash("sha256").update(id).digest("hex");
  const input = { QueueUrl, MessageGroupId: group, MessageDeduplicationId, MessageBody: JSON.stringify(message) };
  await client.send(new SendMessageCommand(input));
}
