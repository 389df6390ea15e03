import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy";
import { Construct } from "constructs";
import {
  PolicyDocument,
  Validation,
  checkName,
  sidOf,
  type Grantee,
  type Graph,
  type KeyReference,
  type PolicyStatement,
  type Signal,
} from "../core";
import { deadLetterName, queueGraphs, queueSignals } from "./queue-signals";

export interface QueueProps {
  /** Physical name: at most 67 letters, digits, _ and -. The dead-letter queue is `<name>-dead-letters`. */
  readonly name: string;
  /** Encrypts the messages of both queues. Its region is the queue's. */
  readonly key: KeyReference;
  /**
   * Seconds that a received message is hidden from other consumers: 1 to 43200. At least six times the timeout of a function that consumes
   * the queue. @default 180
   */
  readonly visibilityTimeoutSeconds?: number;
  /** Receipts without deletion after which a message goes to the dead-letter queue: 1 to 1000. @default 5 */
  readonly maxReceiveCount?: number;
  /** Days after which a message that nobody consumed is gone: 1 to 13. The dead-letter queue keeps messages 14 days. @default 4 */
  readonly retentionDays?: number;
  /** Refuse any plan that would delete a queue with its messages. @default true */
  readonly deletionProtection?: boolean;
}

export const QUEUE_DEFAULTS = {
  visibilityTimeoutSeconds: 180,
  maxReceiveCount: 5,
  retentionDays: 4,
  deletionProtection: true,
} as const;

const DAY_SECONDS = 86_400;
/** The longest that SQS offers. The days count from the first sending, so that a dead letter has used up some of them. */
const DEAD_LETTER_RETENTION_DAYS = 14;
/** The longest that a receiver can wait for a message: fewer calls, and no answer while a message is on its way. */
const LONG_POLLING_SECONDS = 20;
/** For how long SQS uses a data key again before it asks KMS for another. */
const DATA_KEY_REUSE_SECONDS = 300;

/**
 * Stateful. A standard queue and its dead-letter queue, encrypted with a customer managed key and reachable by TLS alone.
 *
 * Messages may come twice and in any order. One that was received `maxReceiveCount` times without being deleted moves to the dead-letter
 * queue, which takes messages from this queue only.
 */
export class Queue extends Construct {
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly queueName: string;
  readonly deadLetterQueueUrl: string;
  readonly deadLetterQueueArn: string;
  readonly visibilityTimeoutSeconds: number;
  /** `<id>-dead-letters` and `<id>-age`. */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  private readonly key: KeyReference;

  /** @throws InputError when the name, a time or a count is not what SQS accepts. */
  constructor(scope: Construct, id: string, props: QueueProps) {
    validate(scope, id, props);
    super(scope, id);
    const { name, key } = props;
    const {
      visibilityTimeoutSeconds = QUEUE_DEFAULTS.visibilityTimeoutSeconds,
      maxReceiveCount = QUEUE_DEFAULTS.maxReceiveCount,
    } = props;
    const deadLetters = this.createDeadLetterQueue(props);
    const queue = this.createQueue(props, deadLetters.arn, maxReceiveCount, visibilityTimeoutSeconds);
    this.acceptFromQueueOnly(deadLetters, queue);
    this.queueUrl = queue.url;
    this.queueArn = queue.arn;
    this.queueName = queue.name;
    this.deadLetterQueueUrl = deadLetters.url;
    this.deadLetterQueueArn = deadLetters.arn;
    this.visibilityTimeoutSeconds = visibilityTimeoutSeconds;
    this.key = key;
    this.signals = queueSignals({ id, name, longestDeliverySeconds: maxReceiveCount * visibilityTimeoutSeconds });
    this.graphs = queueGraphs(name);
  }

  /** Lets the grantee send messages. */
  grantSend(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("SendTo", this),
      actions: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
      resources: [this.queueArn],
    });
    // Sending decrypts too: SQS checks the data key that it uses again.
    grantee.addStatement(this.useOfKey("EncryptFor", ["kms:Decrypt", "kms:GenerateDataKey"]));
  }

  /** Lets the grantee receive and delete messages. */
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
    grantee.addStatement(this.useOfKey("DecryptFrom", ["kms:Decrypt"]));
  }

  /**
   * Lets the grantee move dead letters back to the queue, and see how far that is. AWS has whoever starts a move be able to receive, delete and
   * send the messages too.
   */
  grantRedrive(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("RedriveFrom", this),
      actions: [
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl",
        "sqs:ListDeadLetterSourceQueues",
        "sqs:ListMessageMoveTasks",
        "sqs:ReceiveMessage",
        "sqs:StartMessageMoveTask",
      ],
      resources: [this.deadLetterQueueArn],
    });
    // Both queues have the same key.
    this.grantSend(grantee);
  }

  /** The key, through SQS alone. */
  private useOfKey(verb: string, actions: readonly string[]): PolicyStatement {
    const { keyArn, region } = this.key;
    return {
      sid: sidOf(verb, this),
      actions,
      resources: [keyArn],
      conditions: [{ test: "StringEquals", variable: "kms:ViaService", values: [`sqs.${region}.amazonaws.com`] }],
    };
  }

  private createDeadLetterQueue(props: QueueProps): SqsQueue {
    const deadLetters = new SqsQueue(this, "dead-letters", {
      ...common(props),
      name: deadLetterName(props.name),
      messageRetentionSeconds: DEAD_LETTER_RETENTION_DAYS * DAY_SECONDS,
    });
    this.refusePlainHttp("dead-letters-policy", deadLetters);
    return deadLetters;
  }

  private createQueue(
    props: QueueProps,
    deadLetterTargetArn: string,
    maxReceiveCount: number,
    visibilityTimeoutSeconds: number,
  ): SqsQueue {
    const { name, retentionDays = QUEUE_DEFAULTS.retentionDays } = props;
    const queue = new SqsQueue(this, "queue", {
      ...common(props),
      name,
      messageRetentionSeconds: retentionDays * DAY_SECONDS,
      visibilityTimeoutSeconds,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
    });
    this.refusePlainHttp("queue-policy", queue);
    return queue;
  }

  private acceptFromQueueOnly(deadLetters: SqsQueue, queue: SqsQueue): void {
    new SqsQueueRedriveAllowPolicy(this, "redrive-allow-policy", {
      queueUrl: deadLetters.url,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
    });
  }

  /** Roles of the account are let in by their own policies; this one only ever refuses. */
  private refusePlainHttp(id: string, { url, arn }: SqsQueue): void {
    const document = new PolicyDocument(this, `${id}-document`, [
      {
        sid: "DenyPlainHttp",
        effect: "Deny",
        actions: ["sqs:*"],
        resources: [arn],
        principals: [{ type: "*", identifiers: ["*"] }],
        conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      },
    ]);
    new SqsQueuePolicy(this, id, { queueUrl: url, policy: document.json });
  }
}

function common({ key, deletionProtection = QUEUE_DEFAULTS.deletionProtection }: QueueProps) {
  return {
    kmsMasterKeyId: key.keyArn,
    kmsDataKeyReusePeriodSeconds: DATA_KEY_REUSE_SECONDS,
    receiveWaitTimeSeconds: LONG_POLLING_SECONDS,
    lifecycle: { preventDestroy: deletionProtection },
  };
}

/** Limits of `CreateQueue`. */
function validate(scope: Construct, id: string, props: QueueProps): void {
  const { name, visibilityTimeoutSeconds, maxReceiveCount, retentionDays } = props;
  const validation = new Validation(scope, id)
    .integer("visibilityTimeoutSeconds", visibilityTimeoutSeconds, 1, 43_200, "hide messages for twelve hours at most")
    .integer("maxReceiveCount", maxReceiveCount, 1, 1_000, "choose how often a message is tried")
    .integer("retentionDays", retentionDays, 1, 13, "keep messages for less than the dead-letter queue does");
  checkName(validation, "queue name", deadLetterName(name));
  validation.throwIfInvalid();
}
