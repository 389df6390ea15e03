import type { Resource } from "../../../engine/resource";
import type { ResourceGraph } from "../../../graph/resource-graph";

/** Arguments that reference the bucket of access logs, by type. */
const LOG_TARGETS: Readonly<Record<string, string>> = {
  aws_alb: "access_logs.bucket",
  aws_cloudfront_distribution: "logging_config.bucket",
  aws_cloudwatch_log_delivery_destination: "delivery_destination_configuration.destination_resource_arn",
  aws_lb: "access_logs.bucket",
  aws_s3_bucket: "logging.target_bucket",
  aws_s3_bucket_logging: "target_bucket",
};

/** Returns whether a resource delivers access logs to a bucket. */
export function receivesAccessLogs(bucket: Resource, graph: ResourceGraph): boolean {
  return graph.referrers(bucket).some((source) => {
    const path = LOG_TARGETS[source.type];
    return path !== undefined && graph.targetsAt(source, path).includes(bucket);
  });
}
