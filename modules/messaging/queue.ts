import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy";
import type { Construct } from "constructs";
import {
  AwsStack,
  PolicyDocument,
  graphsIn,
  sidOf,
  signalsIn,
  useProviderOf,
  withDefaults,
  type Grantee,
  type Graph,
  type KeyReference,
  type Signal,
} from "../core";
import { ExistingQueue, type ExistingQueueSettings } from "./existing-queue";
import { QueueAccess } from "./queue-access";
import { QUEUE_DEFAULTS, deadLetterName, type QueueProps, type QueueSettings } from "./queue-props";
import { queueGraphs, queueSignals } from "./queue-signals";
import { validateQueue } from "./queue-validation";

const DAY_SECONDS = 86_400;
/** Maximum of SQS. The days count from the first sending, so a dead letter has used some of them. */
const DEAD_LETTER_RETENTION_DAYS = 14;
/** Maximum wait of a receive call: fewer calls and fewer empty responses. */
const LONG_POLLING_SECONDS = 20;
/** Seconds for which SQS reuses a data key before it calls KMS again. */
const DATA_KEY_REUSE_SECONDS = 300;

/**
 * Stateful. A standard SQS queue and its dead-letter queue, encrypted with a customer managed key, TLS only.
 *
 * Delivery is at least once and unordered. A message that was received `maxReceiveCount` times without deletion moves
 * to the dead-letter queue, which accepts messages of this queue only.
 */
export class Queue extends QueueAccess {
  readonly queueUrl: string;
  readonly queueArn: string;
  /** Region of the queue; a token where the stack's is one. */
  readonly region: string;
  readonly queueName: string;
  readonly deadLetterQueueUrl: string;
  readonly deadLetterQueueArn: string;
  readonly visibilityTimeoutSeconds: number;
  /** `<id>-dead-letters` and `<id>-age`. */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  protected readonly key: KeyReference;

  /** @throws InputError when the name, a time or a count is not what SQS accepts. */
  constructor(scope: Construct, id: string, props: QueueProps) {
    validateQueue(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    this.region = AwsStack.of(this).region;
    const settings = withDefaults(props, QUEUE_DEFAULTS);
    const { name, key, maxReceiveCount, visibilityTimeoutSeconds } = settings;
    const deadLetters = this.createDeadLetterQueue(settings);
    const queue = this.createQueue(settings, deadLetters.arn);
    this.acceptFromQueueOnly(deadLetters, queue);
    this.queueUrl = queue.url;
    this.queueArn = queue.arn;
    this.queueName = queue.name;
    this.deadLetterQueueUrl = deadLetters.url;
    this.deadLetterQueueArn = deadLetters.arn;
    this.visibilityTimeoutSeconds = visibilityTimeoutSeconds;
    this.key = key;
    this.signals = signalsIn(
      this,
      queueSignals({ id, name, longestDeliverySeconds: maxReceiveCount * visibilityTimeoutSeconds }),
    );
    this.graphs = graphsIn(this, queueGraphs(name));
  }

  /**
   * A queue that exists already, in the stack's region.
   *
   * @throws InputError when the ARN is not that of a standard queue.
   */
  static fromArn(scope: Construct, id: string, queueArn: string, settings: ExistingQueueSettings = {}): ExistingQueue {
    return new ExistingQueue(scope, id, queueArn, settings);
  }

  /**
   * Allows the grantee to move dead letters back to the queue and to follow the move. SQS requires permission to
   * receive, delete and send the messages as well.
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

  private createDeadLetterQueue(settings: QueueSettings): SqsQueue {
    const deadLetters = new SqsQueue(this, "dead-letters", {
      ...sharedArguments(settings),
      name: deadLetterName(settings.name),
      messageRetentionSeconds: DEAD_LETTER_RETENTION_DAYS * DAY_SECONDS,
    });
    this.refusePlainHttp("dead-letters-policy", deadLetters);
    return deadLetters;
  }

  private createQueue(settings: QueueSettings, deadLetterTargetArn: string): SqsQueue {
    const { name, retentionDays, visibilityTimeoutSeconds, maxReceiveCount } = settings;
    const queue = new SqsQueue(this, "queue", {
      ...sharedArguments(settings),
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

  /** Adds a policy that only denies: roles of the account get access by their own policies. */
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

function sharedArguments({ key, deletionProtection }: QueueSettings) {
  return {
    kmsMasterKeyId: key.keyArn,
    kmsDataKeyReusePeriodSeconds: DATA_KEY_REUSE_SECONDS,
    receiveWaitTimeSeconds: LONG_POLLING_SECONDS,
    lifecycle: { preventDestroy: deletionProtection },
  };
}
