import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { tracer } from "../observability";
import { TemporarilyUnavailable } from "../refusal";
import { setting } from "../settings";
import { awsClient } from "./aws-client";

const client = tracer.captureAWSv3Client(new EventBridgeClient(awsClient));

/** Puts an event on the bus of subscriptions. @throws TemporarilyUnavailable unless the bus has taken it. */
export async function putEvent(source: string, type: string, detail: object): Promise<void> {
  const entry = { Source: source, DetailType: type, Detail: JSON.stringify(detail) };
  const Entries = [{ ...entry, EventBusName: setting("EVENT_BUS_NAME") }];
  // An entry that the bus refuses is no error of the request.
  const { FailedEntryCount } = await client.send(new PutEventsCommand({ Entries }));
  if (FailedEntryCount !== 0) throw new TemporarilyUnavailable("The event bus");
}
