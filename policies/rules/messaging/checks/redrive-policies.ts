import { fail, unknown } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { ResourceGraph } from "../../../graph/resource-graph";
import type { Check, Finding } from "../../../engine/rule";
import { isEmpty, isRecord, isUnresolved, numberOf } from "../../../engine/values";

/** Default message retention of SQS: four days. */
const DEFAULT_RETENTION_SECONDS = 345_600;
/** Maximum message retention of SQS: fourteen days. */
const LONGEST_RETENTION_SECONDS = 1_209_600;

/** Arguments that reference a dead-letter queue, by type. */
const DEAD_LETTER_ARGUMENTS: Readonly<Record<string, string>> = {
  aws_cloudwatch_event_target: "dead_letter_config",
  aws_lambda_function: "dead_letter_config",
  aws_lambda_function_event_invoke_config: "destination_config",
  aws_scheduler_schedule: "target",
  aws_sns_topic_subscription: "redrive_policy",
  aws_sqs_queue: "redrive_policy",
  aws_sqs_queue_redrive_policy: "redrive_policy",
};

/** Requires a redrive policy, unless the queue is a dead-letter queue. */
export const hasRedrivePolicy: Check = (queue, { graph }) => {
  const hasPolicy =
    !isEmpty(queue.values["redrive_policy"]) || graph.referrers(queue, "aws_sqs_queue_redrive_policy").length > 0;
  return hasPolicy || isDeadLetterQueue(queue, graph) ? [] : [fail("redrive_policy", "must be set")];
};

function isDeadLetterQueue(queue: Resource, graph: ResourceGraph): boolean {
  return graph.referrers(queue).some((source) => {
    const argument = DEAD_LETTER_ARGUMENTS[source.type];
    return argument !== undefined && graph.targetsAt(source, argument).includes(queue);
  });
}

/** Requires 3 to 10 receives, and a longer retention in the dead-letter queue than in its source. */
export const isValidRedrivePolicy: Check = (resource, { graph }) => {
  const policy = redrivePolicyOf(resource);
  if (policy === "unknown") return [unknown("redrive_policy")];
  if (policy === "malformed") return [fail("redrive_policy", "is not JSON")];
  return [...countProblems(policy["maxReceiveCount"]), ...retentionProblems(resource, graph)];
};

function redrivePolicyOf({ values }: Resource): Readonly<Record<string, unknown>> | "unknown" | "malformed" {
  const text = String(values["redrive_policy"]);
  try {
    const policy = JSON.parse(text) as unknown;
    return isRecord(policy) ? policy : "malformed";
  } catch {
    return isUnresolved(text) ? "unknown" : "malformed";
  }
}

function countProblems(value: unknown): readonly Finding[] {
  if (isUnresolved(value)) return [unknown("redrive_policy")];
  const count = numberOf(value);
  return count !== undefined && count >= 3 && count <= 10
    ? []
    : [fail("redrive_policy", "maxReceiveCount must be from 3 to 10")];
}

function retentionProblems(resource: Resource, graph: ResourceGraph): readonly Finding[] {
  const [deadLetters] = graph.targetsAt(resource, "redrive_policy");
  const [source] = resource.type === "aws_sqs_queue" ? [resource] : graph.targetsAt(resource, "queue_url");
  if (!deadLetters || !source) return [unknown("redrive_policy")];
  const [retention, sourceRetention] = [retentionOf(deadLetters), retentionOf(source)];
  return retention > sourceRetention || retention === LONGEST_RETENTION_SECONDS
    ? []
    : [
        fail(
          "redrive_policy",
          `the dead-letter queue retains messages for ${retention} seconds, its source for ${sourceRetention}`,
        ),
      ];
}

function retentionOf({ values }: Resource): number {
  return numberOf(values["message_retention_seconds"]) ?? DEFAULT_RETENTION_SECONDS;
}
