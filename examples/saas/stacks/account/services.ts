/**
 * Actions by which a plan compares resources with the configuration, by service. Contents of tables, logs and queues
 * are not among them. Services without any are planned by their names.
 */
const READ: Readonly<Record<string, readonly string[]>> = {
  acm: ["Describe*", "List*"],
  apigateway: ["GET"],
  appconfig: ["Get*", "List*"],
  "application-autoscaling": ["Describe*", "List*"],
  athena: ["Get*", "List*"],
  backup: ["Describe*", "Get*", "List*"],
  "backup-storage": [],
  cloudfront: ["Describe*", "Get*", "List*"],
  cloudwatch: ["Describe*", "GetDashboard", "List*"],
  codedeploy: ["BatchGet*", "Get*", "List*"],
  "cognito-identity": ["Describe*", "GetIdentityPoolRoles", "List*"],
  "cognito-idp": ["Describe*", "Get*", "List*"],
  dax: ["Describe*", "List*"],
  dynamodb: ["Describe*", "List*"],
  ec2: ["Describe*"],
  elasticache: ["Describe*", "List*"],
  events: ["Describe*", "List*"],
  glue: ["Get*", "List*"],
  lambda: ["Get*", "List*"],
  logs: ["Describe*", "GetDelivery*", "List*"],
  quicksight: ["Describe*", "List*"],
  rds: ["Describe*", "List*"],
  route53: ["Get*", "List*"],
  scheduler: ["Get*", "List*"],
  shield: ["Describe*", "List*"],
  sns: ["GetSubscriptionAttributes", "GetTopicAttributes", "List*"],
  sqs: ["GetQueueAttributes", "GetQueueUrl", "ListQueueTags"],
  states: ["Describe*", "List*", "ValidateStateMachineDefinition"],
  synthetics: ["Describe*", "Get*", "List*"],
  wafv2: ["Get*", "List*"],
};

/** Actions of a plan on all resources of the services. */
export const readActions: readonly string[] = Object.entries(READ).flatMap(([service, names]) =>
  names.map((name) => `${service}:${name}`),
);

/** Nouns of the actions of services of which the stacks use a part. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  ec2: [
    "Address",
    "FlowLogs",
    "InternetGateway",
    "NatGateway",
    "NetworkAcl",
    "NetworkInterface",
    "Route",
    "SecurityGroup",
    "Subnet",
    "Tags",
    "Vpc",
  ],
  glue: [
    "Catalog",
    "Connection",
    "Crawler",
    "Database",
    "Job",
    "Partition",
    "ResourcePolicy",
    "SecurityConfiguration",
    "Table",
    "Tag",
    "Trigger",
  ],
};

/** Actions of a deployment, whose resources have no id before their creation. */
export const deployActions: readonly string[] = Object.entries(READ).flatMap(([service, read]) => {
  const nouns = PARTS[service];
  return nouns ? [...read, ...nouns.map((noun) => `*${noun}*`)].map((name) => `${service}:${name}`) : `${service}:*`;
});

/** Actions of roles at run time on services that the stacks create nothing of, or that the boundary names apart. */
export const runtimeActions: readonly string[] = ["rds-db:connect", "ses:SendEmail", "tag:Get*", "xray:*"];

/** Services that receive roles of the environment. */
export const roleServices: readonly string[] = [
  "apigateway",
  "appconfig",
  "backup",
  "codedeploy",
  "dax",
  "glue",
  "lambda",
  "monitoring.rds",
  "rds",
  "s3",
  "scheduler",
  "states",
  "vpc-flow-logs",
].map((service) => `${service}.amazonaws.com`);

/** Services that create a role of their own at their first use. */
export const linkedServices: readonly string[] = [
  "backup",
  "dax",
  "dynamodb.application-autoscaling",
  "elasticache",
  "email.cognito-idp",
  "lambda.application-autoscaling",
  "ops.apigateway",
  "rds",
  "replication.dynamodb",
  "restore-testing.backup",
  "shield",
  "wafv2",
].map((service) => `${service}.amazonaws.com`);

/** Services that use keys on behalf of their callers. */
export const keyServices: readonly string[] = [
  "backup",
  "dynamodb",
  "elasticache",
  "glue",
  "lambda",
  "rds",
  "s3",
  "secretsmanager",
  "sns",
  "sqs",
].map((service) => `${service}.*.amazonaws.com`);
