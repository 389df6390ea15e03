/** The source of the metric that an alarm evaluates. */
export interface AlarmSource {
  readonly namespace: string;
  readonly metric: string;
  /** Statistics that the metric supports and an alarm on it may use. */
  readonly statistics: readonly string[];
  readonly unit: "Bytes" | "Count" | "Milliseconds" | "Percent" | "Seconds";
  /** Dimensions under which the metric is published; an alarm must name exactly these. */
  readonly dimensions: readonly string[];
  /** Emitter, and when it publishes a value. */
  readonly emitter: string;
  /**
   * Resource type, argument and dimension that identify the emitter. @default the application, which has no resource
   */
  readonly resource?: { readonly type: string; readonly argument: string; readonly dimension: string };
}

const lambda = (metric: string, emitter: string): AlarmSource => ({
  namespace: "AWS/Lambda",
  metric,
  statistics: ["Sum"],
  unit: "Count",
  dimensions: ["FunctionName"],
  emitter,
  resource: { type: "aws_lambda_function", argument: "function_name", dimension: "FunctionName" },
});

const api = (metric: string, statistic: string, unit: AlarmSource["unit"]): AlarmSource => ({
  namespace: "AWS/ApiGateway",
  metric,
  statistics: [statistic],
  unit,
  dimensions: ["ApiId", "Stage"],
  emitter: "API Gateway, for every request to the stage of an HTTP API",
  resource: { type: "aws_apigatewayv2_stage", argument: "name", dimension: "Stage" },
});

const backup = (metric: string, emitter: string): AlarmSource => ({
  namespace: "AWS/Backup",
  metric,
  statistics: ["Sum"],
  unit: "Count",
  dimensions: ["BackupVaultName"],
  emitter: `AWS Backup, ${emitter}; no value without such a job`,
  resource: { type: "aws_backup_vault", argument: "name", dimension: "BackupVaultName" },
});

const queue = (metric: string, unit: AlarmSource["unit"], emitter: string): AlarmSource => ({
  namespace: "AWS/SQS",
  metric,
  statistics: ["Maximum"],
  unit,
  dimensions: ["QueueName"],
  emitter,
  resource: { type: "aws_sqs_queue", argument: "name", dimension: "QueueName" },
});

const workflow = (metric: string): AlarmSource => ({
  namespace: "AWS/States",
  metric,
  statistics: ["Sum"],
  unit: "Count",
  dimensions: ["StateMachineArn"],
  emitter: "Step Functions, when an execution of a standard workflow ends",
  resource: { type: "aws_sfn_state_machine", argument: "arn", dimension: "StateMachineArn" },
});

const application = (metric: string, statistic: string, unit: AlarmSource["unit"], emitter: string): AlarmSource => ({
  namespace: "Shop",
  metric,
  statistics: [statistic],
  unit,
  dimensions: ["environment", "service"],
  emitter,
});

const database = (metric: string, unit: AlarmSource["unit"]): AlarmSource => ({
  namespace: "AWS/RDS",
  metric,
  statistics: ["Maximum"],
  unit,
  dimensions: ["DBClusterIdentifier"],
  emitter: "RDS, every minute for each instance of the cluster",
  resource: { type: "aws_rds_cluster", argument: "cluster_identifier", dimension: "DBClusterIdentifier" },
});

const cache = (metric: string, statistic: string, unit: AlarmSource["unit"]): AlarmSource => ({
  namespace: "AWS/ElastiCache",
  metric,
  statistics: [statistic],
  unit,
  dimensions: ["clusterId"],
  emitter: "ElastiCache Serverless, every minute; a cache of nodes has other dimensions",
  resource: { type: "aws_elasticache_serverless_cache", argument: "name", dimension: "clusterId" },
});

const firewall = (metric: string, condition: string): AlarmSource => ({
  namespace: "AWS/WAFV2",
  metric,
  statistics: ["Sum"],
  unit: "Count",
  dimensions: ["Rule", "WebACL"],
  emitter: `AWS WAF, in us-east-1 for CloudFront; ${condition}`,
  resource: { type: "aws_wafv2_web_acl", argument: "name", dimension: "WebACL" },
});

/** Every metric that the platform's alarms may use, from the monitoring pages of each service (read 2026-11). */
export const ALARM_SOURCES: readonly AlarmSource[] = [
  api("5xx", "Sum", "Count"),
  api("Latency", "p95", "Milliseconds"),
  lambda("Errors", "Lambda, for every invocation, 0 included"),
  lambda("Throttles", "Lambda, for every invocation that it refuses for lack of concurrency"),
  database("DatabaseConnections", "Count"),
  database("CPUUtilization", "Percent"),
  cache("ElastiCacheProcessingUnits", "Sum", "Count"),
  cache("BytesUsedForCache", "Maximum", "Bytes"),
  queue(
    "ApproximateNumberOfMessagesVisible",
    "Count",
    "SQS, every minute for an active queue; a dead-letter queue fills only if its queue has a consumer",
  ),
  queue("ApproximateAgeOfOldestMessage", "Seconds", "SQS, every minute for an active queue that is not empty"),
  workflow("ExecutionsFailed"),
  workflow("ExecutionsTimedOut"),
  backup("NumberOfBackupJobsFailed", "under the vault that receives the backup"),
  backup("NumberOfBackupJobsExpired", "under the vault of a job that could not start in its window"),
  backup("NumberOfBackupJobsCompleted", "under the vault that received the backup"),
  backup("NumberOfCopyJobsFailed", "under the destination vault, in the region of the plan"),
  backup("NumberOfCopyJobsCompleted", "under the destination vault, in the region of the plan"),
  backup("NumberOfRestoreJobsFailed", "under the vault that holds the recovery point"),
  application("OutboxAgeSeconds", "Maximum", "Seconds", "the outbox function, every minute"),
  application("OldestPlacedOrderSeconds", "Maximum", "Seconds", "the outbox function, every minute"),
  application("UnexpectedRefunds", "Sum", "Count", "the payment function, for every refund without a cancelled order"),
  firewall("BlockedRequests", "no value without a blocked request"),
  firewall("CountedRequests", "of a rule in count mode; no value without a counted request"),
];
