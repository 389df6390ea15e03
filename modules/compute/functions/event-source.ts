import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import type { Construct, IConstruct } from "constructs";
import {
  AwsStack,
  Validation,
  integer,
  isKnown,
  queueArn,
  referenceIn,
  resourcesIn,
  satisfying,
  type Grantee,
} from "../../core";

/** Queue that a function consumes, such as a `Queue` of `messaging`. */
export interface EventQueue extends IConstruct {
  /** ARN of a queue in the region of the function. */
  readonly queueArn: string;
  /** Region of the queue, for a `queueArn` that is unknown until plan. @default not compared */
  readonly region?: string;
  /** True for a FIFO queue, which has no batching window. @default false */
  readonly isFifo?: boolean;
  /** Visibility timeout of the queue in seconds, which must cover six timeouts of the function. */
  readonly visibilityTimeoutSeconds: number;
  /** Allows the grantee to receive and delete messages. */
  grantConsume(grantee: Grantee): void;
}

export interface ConsumeSettings {
  /** Messages per invocation: 1 to 10000; more than 10 require a batching window, which FIFO queues do not have. */
  readonly batchSize: number;
  /** Seconds for which Lambda gathers messages: 0 to 300. @default 0 */
  readonly maximumBatchingWindowSeconds?: number;
  /**
   * Concurrent invocations: 2 to 1000, and at most the function's reserved concurrency, beyond which Lambda
   * throttles.
   */
  readonly maxConcurrency: number;
  /** False leaves messages in the queue for its retention period, as a passive region does. @default true */
  readonly enabled?: boolean;
}

interface EventSourceProps {
  readonly settings: ConsumeSettings;
  /** Alias that Lambda invokes with the messages. */
  readonly aliasArn: string;
  readonly timeoutSeconds: number;
  readonly reservedConcurrency?: number;
  /** Construct with the resources that allow the function to consume. */
  readonly permissions: IConstruct;
}

const MAX_BATCH_WITHOUT_WINDOW = 10;
const MAX_CONCURRENCY = 1_000;
/**
 * Multiple of the timeout that Lambda demands, so that it can retry a throttled batch before its messages reappear.
 */
const VISIBILITY_FACTOR = 6;

/**
 * Makes Lambda poll the queue and invoke the alias. Messages that the function reports as failed reappear; Lambda
 * deletes the others.
 *
 * @throws InputError when a setting or the queue's visibility timeout is outside Lambda's limits.
 */
export function createEventSource(scope: Construct, queue: EventQueue, props: EventSourceProps): void {
  validate(scope, queue, props);
  const { settings, aliasArn, permissions } = props;
  const mapping = new LambdaEventSourceMapping(scope, `from-${queue.node.id}`, {
    eventSourceArn: queue.queueArn,
    functionName: aliasArn,
    enabled: settings.enabled,
    batchSize: settings.batchSize,
    maximumBatchingWindowInSeconds: settings.maximumBatchingWindowSeconds,
    functionResponseTypes: ["ReportBatchItemFailures"],
    scalingConfig: { maximumConcurrency: settings.maxConcurrency },
  });
  // Lambda refuses the mapping as long as the role may not receive.
  mapping.dependsOn = resourcesIn([permissions]);
}

/** Limits of `CreateEventSourceMapping` for SQS, and of the queue. */
function validate(scope: Construct, queue: EventQueue, props: EventSourceProps): void {
  const { settings, reservedConcurrency: reserved, timeoutSeconds } = props;
  const { maximumBatchingWindowSeconds: window = 0 } = settings;
  const maxBatch = window > 0 ? 10_000 : MAX_BATCH_WITHOUT_WINDOW;
  const available = reserved !== undefined && isKnown(reserved) ? reserved : MAX_CONCURRENCY;
  const visibility = VISIBILITY_FACTOR * timeoutSeconds + window;
  const { region } = AwsStack.of(scope);
  const { queueArn: arn, region: queueRegion, visibilityTimeoutSeconds, isFifo } = queue;
  new Validation(scope.node.scope!, scope.node.id)
    .props(
      { consumeFrom: { ...settings, visibilityTimeoutSeconds, queueArn: arn, region: queueRegion } },
      {
        consumeFrom: referenceIn(region, "queueArn", queueArn),
        "consumeFrom.batchSize": integer(1, maxBatch, "take fewer messages, or set maximumBatchingWindowSeconds"),
        "consumeFrom.maximumBatchingWindowSeconds": isFifo
          ? integer(0, 0, "remove the window, which Lambda does not offer for FIFO queues")
          : integer(0, 300, "gather messages for at most five minutes"),
        "consumeFrom.maxConcurrency": integer(
          2,
          Math.min(MAX_CONCURRENCY, available),
          "reserve more executions for the function, or lower maxConcurrency",
        ),
        "consumeFrom.visibilityTimeoutSeconds": satisfying(
          (seconds) => seconds >= visibility,
          `at least ${visibility}, six times the function's timeout plus the batching window`,
          "raise the queue's visibilityTimeoutSeconds or lower the function's timeoutSeconds",
        ),
      },
    )
    .throwIfInvalid();
}
