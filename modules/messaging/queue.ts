import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy";
import type { Construct } from "constructs";
import {
  AwsStack,
  PolicyDocument,
  admitService,
  graphsIn,
  sidOf,
  signalsIn,
  useProviderOf,
  withDefaults,
  type Grantee,
  type Graph,
  type KeyReference,
  type MessageSource,
  type Signal,
} from "../core";
import { ExistingQueue, type ExistingQueueSettings } from "./existing-queue";
import { QueueAccess } from "./queue-access";
import {
  QUEUE_DEFAULTS,
  deadLetterName,
  queueNameOf,
  type FifoOrdering,
  type QueueProps,
  type QueueSettings,
} from "./queue-props";
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
 * Stateful. An SQS queue and its dead-letter queue, encrypted with a customer managed key, TLS only.
 *
 * Delivery is at least once and unordered, or once and in the order of each message group (`ordering`). A message that
 * was received `maxReceiveCount` times without deletion moves to the dead-letter queue, which accepts messages of this
 * queue only.
 */
export class Queue extends QueueAccess {
  readonly queueUrl: string;
  readonly queueArn: string;
  /** Region of the queue; a token where the stack's is one. */
  readonly region: string;
  readonly queueName: string;
  readonly isFifo: boolean;
  readonly deadLetterQueueUrl: string;
  readonly deadLetterQueueArn: string;
  readonly visibilityTimeoutSeconds: number;
  /** `<id>-dead-letters` and `<id>-age`. */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  protected readonly key: KeyReference;
  private readonly policy: PolicyDocument;

  /** @throws InputError when the name, a time or a count is not what SQS accepts. */
  constructor(scope: Construct, id: string, props: QueueProps) {
    validateQueue(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    this.region = AwsStack.of(this).region;
    const settings = withDefaults(props, QUEUE_DEFAULTS);
    const { key, maxReceiveCount, visibilityTimeoutSeconds } = settings;
    const deadLetters = this.createDeadLetterQueue(settings);
    this.refusePlainHttp("dead-letters-policy", deadLetters);
    const queue = this.createQueue(settings, deadLetters.arn);
    this.policy = this.refusePlainHttp("queue-policy", queue);
    this.acceptFromQueueOnly(deadLetters, queue);
    this.queueUrl = queue.url;
    this.queueArn = queue.arn;
    this.queueName = queue.name;
    this.isFifo = settings.ordering !== "standard";
    this.deadLetterQueueUrl = deadLetters.url;
    this.deadLetterQueueArn = deadLetters.arn;
    this.visibilityTimeoutSeconds = visibilityTimeoutSeconds;
    this.key = key;
    const names = { name: queueNameOf(settings), deadLetterName: deadLetterName(settings) };
    const longestDeliverySeconds = maxReceiveCount * visibilityTimeoutSeconds;
    this.signals = signalsIn(this, queueSignals({ id, ...names, longestDeliverySeconds }));
    this.graphs = graphsIn(this, queueGraphs(names));
  }

  /**
   * A queue that exists already, in the stack's region.
   *
   * @throws InputError when the ARN is not that of a queue.
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

  /**
   * Allows a topic, a rule or a bus to send messages: adds a statement to the queue policy, and admits the service
   * to the key. The verbs of topics and rules call it.
   *
   * @throws InputError when the key policy belongs to others and does not admit the service.
   */
  allowSendFrom({ service, sourceArn, sid }: MessageSource): void {
    admitService(this, this.key, service);
    this.policy.add({
      sid,
      actions: ["sqs:SendMessage"],
      resources: [this.queueArn],
      principals: [{ type: "Service", identifiers: [`${service}.amazonaws.com`] }],
      conditions: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [sourceArn] }],
    });
  }

  private createDeadLetterQueue(settings: QueueSettings): SqsQueue {
    return new SqsQueue(this, "dead-letters", {
      ...sharedArguments(settings),
      name: deadLetterName(settings),
      messageRetentionSeconds: DEAD_LETTER_RETENTION_DAYS * DAY_SECONDS,
    });
  }

  private createQueue(settings: QueueSettings, deadLetterTargetArn: string): SqsQueue {
    const { retentionDays, visibilityTimeoutSeconds, maxReceiveCount } = settings;
    return new SqsQueue(this, "queue", {
      ...sharedArguments(settings),
      name: queueNameOf(settings),
      messageRetentionSeconds: retentionDays * DAY_SECONDS,
      visibilityTimeoutSeconds,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
    });
  }

  private acceptFromQueueOnly(deadLetters: SqsQueue, queue: SqsQueue): void {
    new SqsQueueRedriveAllowPolicy(this, "redrive-allow-policy", {
      queueUrl: deadLetters.url,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
    });
  }

  /** Adds a policy that denies plain HTTP: roles of the account get access by their own policies. */
  private refusePlainHttp(id: string, { url, arn }: SqsQueue): PolicyDocument {
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
    return document;
  }
}

function sharedArguments({ key, ordering, deletionProtection }: QueueSettings) {
  return {
    ...(ordering === "standard" ? {} : fifoArguments(ordering)),
    kmsMasterKeyId: key.keyArn,
    kmsDataKeyReusePeriodSeconds: DATA_KEY_REUSE_SECONDS,
    receiveWaitTimeSeconds: LONG_POLLING_SECONDS,
    lifecycle: { preventDestroy: deletionProtection },
  };
}

function fifoArguments({ deduplication, throughput = "per-queue" }: FifoOrdering) {
  const perGroup = throughput === "per-group";
  return {
    fifoQueue: true,
    contentBasedDeduplication: deduplication === "content",
    deduplicationScope: perGroup ? "messageGroup" : "queue",
    fifoThroughputLimit: perGroup ? "perMessageGroupId" : "perQueue",
  };
}
