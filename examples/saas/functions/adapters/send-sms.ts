import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { tracer } from "../observability";
import { awsClient } from "./aws-client";

const client = tracer.captureAWSv3Client(new SNSClient(awsClient));

/** Carriers deliver transactional messages first. */
const MessageAttributes = { "AWS.SNS.SMS.SMSType": { DataType: "String", StringValue: "Transactional" } };

/** Sends an SMS to a number of E.164. */
export async function sendSms(PhoneNumber: string, Message: string): Promise<void> {
  await client.send(new PublishCommand({ PhoneNumber, Message, MessageAttributes }));
}
