/** Layers of a picture, in reading order. `support` is listed but not drawn: keys, secrets, parameters, roles. */
export const LAYERS = [
  "edge",
  "api",
  "network",
  "compute",
  "messaging",
  "data",
  "analytics",
  "delivery",
  "observability",
  "recovery",
  "support",
] as const;

export type Layer = (typeof LAYERS)[number];

export const LAYER_TITLES: Readonly<Record<Layer, string>> = {
  edge: "Edge",
  api: "API and identity",
  network: "Network",
  compute: "Compute",
  messaging: "Messaging and workflows",
  data: "Data",
  analytics: "Analytics",
  delivery: "Delivery",
  observability: "Observability",
  recovery: "Recovery",
  support: "Keys, secrets and settings",
};

/** Terraform type that decides the layer and the caption of a part. */
export interface PartType {
  readonly layer: Layer;
  /** Name of one resource in AWS's words. */
  readonly noun: string;
  /** Type of the resources that the caption counts. @default the type itself */
  readonly counted?: { readonly type: string; readonly noun: string };
}

const of = (layer: Layer, types: Readonly<Record<string, string>>): [string, PartType][] =>
  Object.entries(types).map(([type, noun]) => [`aws_${type}`, { layer, noun }]);

/** A part with several of these types has the layer of the first one. */
export const PART_TYPES: ReadonlyMap<string, PartType> = new Map<string, PartType>([
  [
    "aws_rds_cluster",
    { layer: "data", noun: "Aurora", counted: { type: "aws_rds_cluster_instance", noun: "instance" } },
  ],
  ...of("edge", {
    cloudfront_distribution: "CloudFront distribution",
    amplify_app: "Amplify app",
    globalaccelerator_accelerator: "Global Accelerator",
  }),
  ...of("api", {
    lb: "Load balancer",
    apigatewayv2_api: "API Gateway API",
    api_gateway_rest_api: "REST API",
    appsync_graphql_api: "AppSync API",
    cognito_user_pool: "Cognito user pool",
  }),
  ...of("compute", {
    ecs_service: "ECS service",
    ecs_task_definition: "ECS task",
    lambda_function: "Lambda function",
    batch_job_definition: "Batch job",
    instance: "EC2 instance",
    autoscaling_group: "Auto Scaling group",
    eks_cluster: "EKS cluster",
    apprunner_service: "App Runner service",
  }),
  ...of("data", {
    db_instance: "RDS instance",
    db_proxy: "RDS Proxy",
    dynamodb_table: "DynamoDB table",
    dynamodb_table_replica: "DynamoDB replica",
    dax_cluster: "DAX cluster",
    elasticache_serverless_cache: "ElastiCache Serverless",
    elasticache_replication_group: "ElastiCache cluster",
    elasticache_cluster: "ElastiCache cluster",
    memorydb_cluster: "MemoryDB cluster",
    docdb_cluster: "DocumentDB cluster",
    neptune_cluster: "Neptune cluster",
    opensearch_domain: "OpenSearch domain",
    redshift_cluster: "Redshift cluster",
    efs_file_system: "EFS file system",
  }),
  ...of("analytics", {
    glue_job: "Glue job",
    glue_crawler: "Glue crawler",
    glue_catalog_database: "Glue database",
    glue_connection: "Glue connection",
    athena_workgroup: "Athena workgroup",
    quicksight_data_source: "QuickSight data source",
    kinesis_firehose_delivery_stream: "Firehose stream",
  }),
  ...of("messaging", {
    sfn_state_machine: "Step Functions workflow",
    sqs_queue: "SQS queue",
    kinesis_stream: "Kinesis stream",
    cloudwatch_event_bus: "EventBridge bus",
    scheduler_schedule: "EventBridge schedule",
    pipes_pipe: "EventBridge pipe",
    mq_broker: "MQ broker",
    msk_cluster: "MSK cluster",
  }),
  ...of("recovery", {
    backup_plan: "Backup plan",
    backup_restore_testing_plan: "Restore test",
    backup_vault: "Backup vault",
  }),
  ...of("delivery", {
    codepipeline: "Pipeline",
    codedeploy_deployment_group: "CodeDeploy deployment",
    codebuild_project: "CodeBuild project",
    ecr_repository: "ECR repository",
    codestarconnections_connection: "Source connection",
    codeconnections_connection: "Source connection",
  }),
  ...of("network", { vpc: "VPC" }),
  ...of("data", { s3_bucket: "S3 bucket" }),
  ...of("support", { acm_certificate: "ACM certificate" }),
  ...of("edge", { wafv2_web_acl: "WAF web ACL", route53_zone: "Route 53 zone", route53_record: "Route 53 record" }),
  ...of("messaging", { sns_topic: "SNS topic", cloudwatch_event_rule: "EventBridge rule" }),
  ...of("observability", {
    cloudwatch_metric_alarm: "alarm",
    cloudwatch_composite_alarm: "composite alarm",
    cloudwatch_dashboard: "dashboard",
    synthetics_canary: "canary",
    cloudtrail: "CloudTrail trail",
    budgets_budget: "budget",
    guardduty_detector: "GuardDuty detector",
    config_configuration_recorder: "Config recorder",
    securityhub_account: "Security Hub",
    accessanalyzer_analyzer: "Access Analyzer",
  }),
  ...of("support", {
    kms_key: "KMS key",
    secretsmanager_secret: "secret",
    ssm_parameter: "SSM parameter",
    ecs_cluster: "ECS cluster",
    cognito_user_pool_client: "user pool client",
    lambda_invocation: "Lambda invocation",
    appautoscaling_target: "scaled target",
    iam_role: "IAM role",
    iam_policy: "IAM policy",
    cloudwatch_log_group: "log group",
    db_subnet_group: "DB subnet group",
    elasticache_subnet_group: "cache subnet group",
    glue_security_configuration: "Glue security configuration",
    ecr_replication_configuration: "ECR replication",
    s3_bucket_replication_configuration: "S3 replication",
    security_group: "security group",
    vpc_endpoint: "VPC endpoint",
  }),
]);

/** Types of global services, which are in no region. */
export const GLOBAL_TYPES: ReadonlySet<string> = new Set([
  "aws_budgets_budget",
  "aws_cloudfront_distribution",
  "aws_globalaccelerator_accelerator",
  "aws_route53_record",
  "aws_route53_zone",
]);
