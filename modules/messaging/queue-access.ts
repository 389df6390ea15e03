import { Construct } from "constructs";
import {
  AwsStack,
  sidOf,
  type Grantee,
  type KeyReference,
  type MessageSource,
  type PolicyStatement,
  type QueueReference,
} from "../core";

/** Grants on a queue, whether the stack creates it or not. */
export abstract class QueueAccess extends Construct implements QueueReference {
  abstract readonly queueArn: string;
  /** True for a FIFO queue, which modules that need a standard queue refuse. */
  abstract readonly isFifo: boolean;
  /** Key that encrypts the messages. Without one SQS encrypts them with its own. */
  protected abstract readonly key?: KeyReference;

  /** Allows a resource of a service to send messages. */
  abstract allowSendFrom(source: MessageSource): void;

  /** Allows the grantee to send messages. */
  grantSend(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("SendTo", this),
      actions: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
      resources: [this.queueArn],
    });
    // Sending decrypts too: SQS verifies the data key that it reuses.
    if (this.key) grantee.addStatement(this.useOfKey(this.key, "EncryptFor", ["kms:Decrypt", "kms:GenerateDataKey"]));
  }

  /** Allows the grantee to receive and delete messages. */
  grantConsume(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("ConsumeFrom", this),
      actions: [
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl",
        "sqs:ReceiveMessage",
      ],
      resources: [this.queueArn],
    });
    if (this.key) grantee.addStatement(this.useOfKey(this.key, "DecryptFrom", ["kms:Decrypt"]));
  }

  /** Allows use of the key through SQS only. */
  private useOfKey({ keyArn, region }: KeyReference, verb: string, actions: readonly string[]): PolicyStatement {
    const viaService = `sqs.${region}.${AwsStack.of(this).dnsSuffix}`;
    return {
      sid: sidOf(verb, this),
      actions,
      resources: [keyArn],
      conditions: [{ test: "StringEquals", variable: "kms:ViaService", values: [viaService] }],
    };
  }
}
