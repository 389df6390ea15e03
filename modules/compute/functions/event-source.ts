import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import type { Construct, IConstruct } from "constructs";
import { Validation, isKnown, type Grantee } from "../../core";
import { resourcesIn } from "./dependencies";

/** A queue that a function consumes. A `Queue` of `messaging` is one. */
export interface EventQueue extends IConstruct {
  readonly queueArn: string;
  readonly visibilityTimeoutSeconds: number;
  /** Lets the grantee receive and delete messages. */
  grantConsume(grantee: Grantee): void;
}

export interface ConsumeSettings {
  /** Messages for one invocation: 1 to 10000, and more than 10 only with a batching window. */
  readonly batchSize: number;
  /** Seconds for which messages are gathered: 0 to 300. @default 0 */
  readonly maximumBatchingWindowSeconds?: number;
  /** Invocations at once: 2 to 1000, and at most what is reserved for the function, since more would only be throttled. */
  readonly maxConcurrency: number;
}

interface EventSourceProps extends ConsumeSettings {
  /** What is invoked with the messages. */
  readonly aliasArn: string;
  readonly timeoutSeconds: number;
  readonly reservedConcurrency?: number;
  /** Whose resources permit the function to consume. */
  readonly permissions: IConstruct;
}

const MAX_BATCH_WITHOUT_WINDOW = 10;
/** What Lambda asks of a queue, so that a throttled batch can be tried again before its messages are visible to others. */
const VISIBILITY_FACTOR = 6;

/** Has Lambda poll the queue and invoke the alias. Messages that the function reports as failed come back, the others are deleted. */
export function createEventSource(scope: Construct, queue: EventQueue, props: EventSourceProps): void {
  validate(scope, queue, props);
  const mapping = new LambdaEventSourceMapping(scope, `from-${queue.node.id}`, {
    eventSourceArn: queue.queueArn,
    functionName: props.aliasArn,
    batchSize: props.batchSize,
    maximumBatchingWindowInSeconds: props.maximumBatchingWindowSeconds,
    functionResponseTypes: ["ReportBatchItemFailures"],
    scalingConfig: { maximumConcurrency: props.maxConcurrency },
  });
  // Lambda refuses the mapping as long as the role may not receive.
  mapping.dependsOn = resourcesIn([props.permissions]);
}

/** Limits of `CreateEventSourceMapping` for SQS, and of the queue. */
function validate({ node }: Construct, queue: EventQueue, props: EventSourceProps): void {
  const { batchSize, maximumBatchingWindowSeconds: window = 0, maxConcurrency, reservedConcurrency } = props;
  const mostAtOnce = reservedConcurrency !== undefined && isKnown(reservedConcurrency) ? reservedConcurrency : 1_000;
  const visibility = VISIBILITY_FACTOR * props.timeoutSeconds + window;
  new Validation(node.scope!, node.id)
    .integer(
      "consumeFrom.batchSize",
      batchSize,
      1,
      window > 0 ? 10_000 : MAX_BATCH_WITHOUT_WINDOW,
      "take fewer messages, or set maximumBatchingWindowSeconds",
    )
    .integer("consumeFrom.maximumBatchingWindowSeconds", window, 0, 300, "gather messages for five minutes at most")
    .integer(
      "consumeFrom.maxConcurrency",
      maxConcurrency,
      2,
      Math.min(1_000, mostAtOnce),
      "reserve more executions for the function, or consume less at once",
    )
    .check(
      queue.visibilityTimeoutSeconds >= visibility,
      "consumeFrom.visibilityTimeoutSeconds",
      queue.visibilityTimeoutSeconds,
      `at least ${visibility}, which is six times the function's timeout and the batching window`,
      "lengthen the queue's visibilityTimeoutSeconds or shorten the function's timeout",
    )
    .throwIfInvalid();
}
