import { isRecord, listOf, recordsOf, type Resource, type ResourceGraph } from "../../policies";

/** Arguments that dimensions name, by the name of the dimension. */
const NAMED_BY: Readonly<Record<string, readonly (readonly [type: string, argument: string])[]>> = {
  ApiName: [["aws_api_gateway_rest_api", "name"]],
  BackupVaultName: [["aws_backup_vault", "name"]],
  BucketName: [["aws_s3_bucket", "bucket"]],
  CacheClusterId: [["aws_elasticache_replication_group", "replication_group_id"]],
  ClusterName: [["aws_ecs_cluster", "name"]],
  DBClusterIdentifier: [["aws_rds_cluster", "cluster_identifier"]],
  DBInstanceIdentifier: [
    ["aws_db_instance", "identifier"],
    ["aws_rds_cluster_instance", "identifier"],
  ],
  FunctionName: [["aws_lambda_function", "function_name"]],
  QueueName: [["aws_sqs_queue", "name"]],
  RuleName: [["aws_cloudwatch_event_rule", "name"]],
  ServiceName: [["aws_ecs_service", "name"]],
  TableName: [["aws_dynamodb_table", "name"]],
  TopicName: [["aws_sns_topic", "name"]],
  WebACL: [["aws_wafv2_web_acl", "name"]],
  clusterId: [["aws_elasticache_serverless_cache", "name"]],
};

/** Dimensions that name the container of what the other dimensions name. */
const CONTAINERS: ReadonlySet<string> = new Set(["ClusterName"]);

/** Resources that an alarm watches by the dimensions of its metrics. */
export function alarmTargets(alarm: Resource, graph: ResourceGraph): readonly Resource[] {
  const metrics = [alarm.values, ...recordsOf(alarm.values["metric_query"]).flatMap(({ metric }) => recordsOf(metric))];
  const dimensions = metrics.flatMap(({ dimensions }) => (isRecord(dimensions) ? Object.entries(dimensions) : []));
  const precise = dimensions.filter(([name]) => !CONTAINERS.has(name));
  const targets = (precise.length > 0 ? precise : dimensions).flatMap(([name, value]) =>
    targetsOf(alarm.stack, name, value, graph),
  );
  return [...new Set(targets)];
}

function targetsOf(stack: string, name: string, value: unknown, graph: ResourceGraph): readonly Resource[] {
  const referenced = graph.targets(stack, value);
  if (referenced.length > 0) return referenced;
  const types = listOf(NAMED_BY[name]) as readonly (readonly [string, string])[];
  return types.flatMap(([type, argument]) =>
    graph.inStack(stack, type).filter(({ values }) => isNamed(values[argument], value, type)),
  );
}

/** Nodes of a replication group have its name and a number. */
function isNamed(name: unknown, value: unknown, type: string): boolean {
  if (name === undefined) return false;
  return (
    name === value || (type === "aws_elasticache_replication_group" && String(value).startsWith(`${String(name)}-`))
  );
}
