import type { InputProblem } from "../../modules/core";

/** IAM actions that Terraform needs for the resource types of one AWS service. */
export interface ServicePermissions {
  /** Resource types begin with `aws_` and one of these. */
  readonly types: readonly string[];
  /** Actions of a deployment; empty where they differ by resource. */
  readonly deploy: readonly string[];
  /** Deployments work on resources with the environment's names only, which `code-permissions.ts` lists. */
  readonly byName?: true;
  /**
   * Actions by which a plan compares resources with the configuration; contents of logs and databases are not among
   * them.
   */
  readonly plan: readonly string[];
  /** Principal of the service-linked role that the service creates at its first use. */
  readonly linkedRole?: string;
  /** The service uses the platform's KMS keys on behalf of its callers (`kms:ViaService`). */
  readonly usesKeys?: true;
}

const all = (service: string): string[] => [`${service}:*`];
const actions = (service: string, names: readonly string[]): string[] => names.map((name) => `${service}:${name}`);

/**
 * One row per service. A resource type without a row stops synthesis, so that no module outgrows the deployment
 * roles.
 */
const SERVICES: Readonly<Record<string, ServicePermissions>> = {
  acm: {
    types: ["acm_"],
    deploy: all("acm"),
    plan: actions("acm", ["DescribeCertificate", "ListTagsForCertificate"]),
  },
  apigateway: {
    types: ["api_gateway_", "apigatewayv2_"],
    deploy: all("apigateway"),
    plan: ["apigateway:GET"],
    linkedRole: "ops.apigateway.amazonaws.com",
  },
  "application-autoscaling": {
    types: ["appautoscaling_", "lambda_provisioned_concurrency_config"],
    deploy: all("application-autoscaling"),
    plan: actions("application-autoscaling", ["Describe*", "ListTagsForResource"]),
    linkedRole: "lambda.application-autoscaling.amazonaws.com",
  },
  backup: {
    types: ["backup_"],
    deploy: [...all("backup"), ...all("backup-storage")],
    plan: actions("backup", ["Describe*", "Get*", "List*"]),
    linkedRole: "backup.amazonaws.com",
    usesKeys: true,
  },
  "backup-restore-testing": {
    types: ["backup_restore_testing_"],
    deploy: [],
    plan: [],
    linkedRole: "restore-testing.backup.amazonaws.com",
  },
  cloudfront: {
    types: ["cloudfront_"],
    deploy: all("cloudfront"),
    plan: actions("cloudfront", ["Describe*", "Get*", "List*"]),
  },
  cloudwatch: {
    types: ["cloudwatch_dashboard", "cloudwatch_metric_alarm", "cloudwatch_composite_alarm"],
    deploy: all("cloudwatch"),
    plan: actions("cloudwatch", ["Describe*", "GetDashboard", "ListTagsForResource"]),
  },
  "cognito-idp": {
    types: ["cognito_resource_server", "cognito_user_pool"],
    deploy: all("cognito-idp"),
    plan: actions("cognito-idp", ["Describe*", "Get*", "List*"]),
    linkedRole: "email.cognito-idp.amazonaws.com",
  },
  ec2: {
    types: [
      "default_security_group",
      "eip",
      "flow_log",
      "internet_gateway",
      "nat_gateway",
      "route",
      "route_table",
      "security_group",
      "subnet",
      "vpc",
    ],
    deploy: actions("ec2", [
      "Describe*",
      "*Address*",
      "*FlowLogs",
      "*InternetGateway",
      "*NatGateway*",
      "*NetworkAcl*",
      "*NetworkInterface*",
      "*Route*",
      "*SecurityGroup*",
      "*Subnet*",
      "*Tags",
      "*Vpc*",
    ]),
    plan: actions("ec2", ["Describe*"]),
  },
  elasticache: {
    types: ["elasticache_"],
    deploy: all("elasticache"),
    plan: actions("elasticache", ["Describe*", "ListTagsForResource"]),
    linkedRole: "elasticache.amazonaws.com",
    usesKeys: true,
  },
  iam: { types: ["iam_role"], deploy: [], plan: [] },
  kms: {
    types: ["kms_"],
    deploy: [],
    plan: actions("kms", ["DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListAliases", "ListResourceTags"]),
  },
  lambda: {
    types: ["lambda_"],
    deploy: all("lambda"),
    byName: true,
    plan: actions("lambda", ["Get*", "List*"]),
    usesKeys: true,
  },
  logs: {
    types: ["cloudwatch_log_", "cloudwatch_query_definition"],
    deploy: all("logs"),
    plan: actions("logs", ["Describe*", "GetDelivery*", "ListTagsForResource"]),
  },
  rds: {
    types: ["db_", "rds_"],
    deploy: all("rds"),
    plan: actions("rds", ["Describe*", "ListTagsForResource"]),
    linkedRole: "rds.amazonaws.com",
    usesKeys: true,
  },
  route53: { types: ["route53_"], deploy: all("route53"), plan: actions("route53", ["Get*", "List*"]) },
  s3: { types: ["s3_"], deploy: [], plan: [], usesKeys: true },
  scheduler: {
    types: ["scheduler_"],
    deploy: all("scheduler"),
    plan: actions("scheduler", ["Get*", "List*"]),
  },
  secretsmanager: { types: ["secretsmanager_"], deploy: [], plan: [], usesKeys: true },
  sns: {
    types: ["sns_"],
    deploy: all("sns"),
    plan: actions("sns", ["GetSubscriptionAttributes", "GetTopicAttributes", "ListTagsForResource"]),
    usesKeys: true,
  },
  sqs: {
    types: ["sqs_"],
    deploy: all("sqs"),
    plan: actions("sqs", ["GetQueueAttributes", "GetQueueUrl", "ListQueueTags"]),
    usesKeys: true,
  },
  ssm: { types: ["ssm_"], deploy: [], plan: actions("ssm", ["DescribeParameters"]) },
  states: {
    types: ["sfn_"],
    deploy: all("states"),
    byName: true,
    // The provider has AWS check a definition while it plans.
    plan: actions("states", ["Describe*", "List*", "ValidateStateMachineDefinition"]),
  },
  wafv2: {
    types: ["wafv2_"],
    deploy: all("wafv2"),
    plan: actions("wafv2", ["Get*", "List*"]),
    linkedRole: "wafv2.amazonaws.com",
  },
};

/** Prefixes that end in a letter match whole words: `route` is not `route53_record`. */
const covers = ({ types }: ServicePermissions, type: string): boolean =>
  types.some((prefix) => type === prefix || type.startsWith(prefix.endsWith("_") ? prefix : `${prefix}_`));

/** The rows that the resource types need, by service. */
export function servicesOf(types: readonly string[]): [service: string, permissions: ServicePermissions][] {
  const names = awsTypes(types);
  return Object.entries(SERVICES).filter(([, permissions]) => names.some((name) => covers(permissions, name)));
}

/** Actions on all resources of the services whose resources a deployment cannot name before their creation. */
export function actionsOnServices(types: readonly string[]): [service: string, actions: readonly string[]][] {
  return servicesOf(types).flatMap(([service, { deploy, byName }]) => (byName ? [] : [[service, deploy]]));
}

/** A problem for each resource type that no row covers. */
export function uncoveredTypes(types: readonly string[]): InputProblem[] {
  const rows = Object.values(SERVICES);
  return awsTypes(types)
    .filter((name) => !rows.some((row) => covers(row, name)))
    .map((name) => ({
      path: "bootstrap",
      property: "resource type",
      value: `aws_${name}`,
      allowed: "a type with a row in stacks/bootstrap/service-permissions.ts",
      fix: "add the IAM actions that deploying and planning it need",
    }));
}

function awsTypes(types: readonly string[]): string[] {
  return types.filter((type) => type.startsWith("aws_")).map((type) => type.slice("aws_".length));
}
