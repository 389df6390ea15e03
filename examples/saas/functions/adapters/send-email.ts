import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { tracer } from "../observability";
import { setting } from "../settings";
import { awsClient } from "./aws-client";

const client = tracer.captureAWSv3Client(new SESv2Client(awsClient));

/** Sends an e-mail in plain text. */
export async function sendEmail(address: string, subject: string, text: string): Promise<void> {
  const Simple = { Subject: { Data: subject }, Body: { Text: { Data: text } } };
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: setting("SENDER_ADDRESS"),
      Destination: { ToAddresses: [address] },
      Content: { Simple },
    }),
  );
}
