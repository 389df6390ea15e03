import type { ResourceGraph } from "../../../engine/resource-graph";
import type { Resource } from "../../../engine/resource";

/** Where a service says which bucket its access logs go to. */
const LOG_TARGETS: Readonly<Record<string, string>> = {
  aws_alb: "access_logs.bucket",
  aws_cloudfront_distribution: "logging_config.bucket",
  aws_cloudwatch_log_delivery_destination: "delivery_destination_configuration.destination_resource_arn",
  aws_lb: "access_logs.bucket",
  aws_s3_bucket_logging: "target_bucket",
};

/** Told from what delivers into the bucket: a name would let any bucket call itself a log bucket. */
export function receivesAccessLogs(bucket: Resource, graph: ResourceGraph): boolean {
  return graph.referrers(bucket).some((source) => {
    const path = LOG_TARGETS[source.type];
    return path !== undefined && graph.targetsAt(source, path).includes(bucket);
  });
}
