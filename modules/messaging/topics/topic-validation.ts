import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  inRegion,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
} from "../../core";
import { topicNameOf, type TopicProps } from "./topic-props";

/**
 * Checks the limits of `CreateTopic`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateTopic(scope: Construct, id: string, props: TopicProps): void {
  requireProps(scope, id, props, { name: "string", key: "object" });
  const ordering = props.ordering === "standard" ? undefined : props.ordering;
  new Validation(scope, id)
    .props(
      { ...props, ordering },
      {
        key: inRegion((props.regional ?? AwsStack.of(scope)).region, "encrypt the topic with a key of its region"),
        regional: providerOfRegion(),
        "ordering.deduplication": oneOf<string>(["content", "id"], "choose how SNS recognizes repetitions"),
        displayName: matching(/^[^\p{C}]{1,100}$/u, "1 to 100 printable characters", "shorten the name of the sender"),
      },
    )
    .props({ name: topicNameOf(props) }, { name: physicalName(ordering ? "FIFO topic name" : "topic name") })
    .throwIfInvalid();
}
