import type { Construct } from "constructs";
import { AwsStack, Validation, requireProps, inRegion, integer, oneOf, physicalName, providerOfRegion } from "../core";
import { deadLetterName, type QueueProps } from "./queue-props";

/**
 * Checks the limits of `CreateQueue`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateQueue(scope: Construct, id: string, props: QueueProps): void {
  requireProps(scope, id, props, { name: "string", key: "object" });
  const fifo = props.ordering === "standard" ? undefined : props.ordering;
  new Validation(scope, id)
    .props(
      { ...props, ordering: fifo },
      {
        visibilityTimeoutSeconds: integer(1, 43_200, "choose at most twelve hours"),
        maxReceiveCount: integer(1, 1_000, "choose the number of receives"),
        retentionDays: integer(1, 13, "retain messages for less time than the dead-letter queue does"),
        "ordering.deduplication": oneOf<string>(["content", "id"], "choose how SQS recognizes repetitions"),
        "ordering.throughput": oneOf<string>(["per-queue", "per-group"], "choose what the quota counts"),
        regional: providerOfRegion(),
        key: inRegion((props.regional ?? AwsStack.of(scope)).region),
      },
    )
    .props({ name: deadLetterName(props) }, { name: physicalName(fifo ? "FIFO queue name" : "queue name") })
    .throwIfInvalid();
}
