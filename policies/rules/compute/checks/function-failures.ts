import { all, expectAt, fail, isSet } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { ResourceGraph } from "../../../graph/resource-graph";
import type { Check } from "../../../engine/rule";
import { isEmpty, listOf, numberOf, valueAt } from "../../../engine/values";
import { namesOf } from "./function-timeouts";

const INVOKE_CONFIG = "aws_lambda_function_event_invoke_config";
const ASYNCHRONOUS = [
  "aws_cloudwatch_event_target",
  "aws_s3_bucket_notification",
  "aws_scheduler_schedule",
  "aws_sns_topic_subscription",
];

const isSchedule = (source: Resource, graph: ResourceGraph): boolean =>
  source.type === "aws_scheduler_schedule" ||
  graph.targetsAt(source, "rule").some(({ values }) => !isEmpty(values["schedule_expression"]));

const keeps = ({ values }: Resource): boolean => !isEmpty(valueAt(values, "destination_config.on_failure.destination"));
const triesOnce = ({ values }: Resource): boolean => numberOf(values["maximum_retry_attempts"]) === 0;

/** Requires a failure destination for asynchronous events. A schedule may drop an event: the next one follows. */
export const retainsFailures: Check = (lambda, { graph }) => {
  const names = namesOf(lambda, graph);
  const sources = ASYNCHRONOUS.flatMap((type) => names.flatMap((one) => graph.referrers(one, type)));
  if (sources.length === 0 || !isEmpty(lambda.values["dead_letter_config"])) return [];
  const configs = names.flatMap((one) => graph.referrers(one, INVOKE_CONFIG));
  const repeated = sources.every((source) => isSchedule(source, graph));
  return configs.some((config) => keeps(config) || (repeated && triesOnce(config)))
    ? []
    : [fail("dead_letter_config", "must be set, or the function needs an event invoke configuration with on_failure")];
};

/** Requires a failure destination, or no retries. */
export const hasFailureDestination: Check = (config) =>
  keeps(config) || triesOnce(config)
    ? []
    : [fail("destination_config.on_failure", "must be set, or maximum_retry_attempts must be 0")];

const reportsFailures = expectAt("function_response_types", "must include ReportBatchItemFailures", (value) =>
  listOf(value).includes("ReportBatchItemFailures"),
);

const endsRetries = all(isSet("destination_config.on_failure.destination_arn"), isSet("maximum_retry_attempts"));

/** Requires partial batch responses; a failing record must not repeat a batch or block a stream. */
export const reportsPartialFailures: Check = (mapping, context) => {
  const { values } = mapping;
  // Kafka and MQ do not support partial batch responses.
  if (!isEmpty(values["topics"]) || !isEmpty(values["queues"])) return [];
  const reported = reportsFailures(mapping, context);
  return isEmpty(values["starting_position"]) ? reported : [...reported, ...endsRetries(mapping, context)];
};
