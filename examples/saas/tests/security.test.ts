import type { TestStack } from "groundplan/testing";
import type { Mutation } from "../../../tests/support/requirements";
import { functions } from "../functions/contract";
import { FUNCTIONS, NEEDED } from "./needed-permissions";
import {
  accountRequirement,
  accountStandbyRequirement,
  recoveryRequirement,
  requirement,
  standbyRequirement,
} from "./requirement";

type Block = Readonly<Record<string, unknown>>;

const at = (block: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => (value as Block | undefined)?.[key], block);

const BUCKET_KEY = "rule.0.apply_server_side_encryption_by_default.kms_master_key_id";

/** Argument with the key of each type that stores data, messages, logs or secrets. */
const KEY_ARGUMENTS: Readonly<Record<string, string>> = {
  aws_backup_vault: "kms_key_arn",
  aws_cloudwatch_log_group: "kms_key_id",
  aws_db_instance: "kms_key_id",
  aws_dynamodb_table: "server_side_encryption.kms_key_arn",
  aws_dynamodb_table_replica: "kms_key_arn",
  aws_elasticache_replication_group: "kms_key_id",
  aws_lambda_function: "kms_key_arn",
  aws_s3_bucket_server_side_encryption_configuration: BUCKET_KEY,
  aws_scheduler_schedule: "kms_key_arn",
  aws_secretsmanager_secret: "kms_key_id",
  aws_sns_topic: "kms_master_key_id",
  aws_sqs_queue: "kms_master_key_id",
};

/** Number of resources by type that a key of the stack encrypts, and the names of those that none does. */
function encryption(stack: TestStack) {
  const encrypted: Record<string, number> = {};
  const others: string[] = [];
  for (const [type, path] of Object.entries(KEY_ARGUMENTS)) {
    for (const [name, block] of Object.entries(stack.resources(type))) {
      if (/^\$\{aws_kms_key\./.test(String(at(block, path)))) encrypted[type] = (encrypted[type] ?? 0) + 1;
      else others.push(name.replace(/_[0-9A-F]{8}$/, ""));
    }
  }
  return { encrypted, others: others.sort() };
}

const rotate = (stack: TestStack) =>
  Object.values(stack.resources("aws_kms_key")).map(({ enable_key_rotation: rotates }) => rotates);

/** Twins of encryption: without its key, each of the resources is found. */
const withoutKey = (resources: Readonly<Record<string, string>>): Mutation[] =>
  Object.entries(resources).map(([name, type]) => ({ type, name, path: KEY_ARGUMENTS[type]! }));

const TABLE = "aws_dynamodb_table";
const SECRET = "aws_secretsmanager_secret";
const BUCKET = "aws_s3_bucket_server_side_encryption_configuration";

requirement(
  "SA-S1 encrypts every store of the main region with a customer managed key that rotates",
  (stack) => {
    expect(encryption(stack)).toEqual({
      encrypted: {
        aws_backup_vault: 1,
        aws_cloudwatch_log_group: 32,
        aws_db_instance: 1,
        aws_dynamodb_table: 4,
        aws_elasticache_replication_group: 1,
        aws_lambda_function: 13,
        aws_s3_bucket_server_side_encryption_configuration: 4,
        aws_scheduler_schedule: 1,
        aws_secretsmanager_secret: 2,
        aws_sns_topic: 3,
        aws_sqs_queue: 6,
      },
      // The replica has the key of its source; access logs and published files have that of S3.
      others: ["database_replica-b", "logs_encryption", "site_encryption"],
    });
    expect(rotate(stack)).toEqual(Array(6).fill(true));
  },
  [
    ...withoutKey({
      "users-table": TABLE,
      "database-secret": SECRET,
      documents_encryption: BUCKET,
      vault: "aws_backup_vault",
      "ledger-queue_C": "aws_sqs_queue",
      "critical-topic": "aws_sns_topic",
      "billing-function": "aws_lambda_function",
      cache: "aws_elasticache_replication_group",
      database_instance: "aws_db_instance",
      "network_flow-log-group": "aws_cloudwatch_log_group",
      renewals: "aws_scheduler_schedule",
    }),
    { type: "aws_kms_key", name: "lake-key", path: "enable_key_rotation", value: false },
  ],
);

standbyRequirement(
  "SA-S1 encrypts every store of the second region with a key of that region",
  (stack) => {
    expect(encryption(stack)).toEqual({
      encrypted: {
        aws_cloudwatch_log_group: 25,
        aws_db_instance: 1,
        aws_dynamodb_table_replica: 4,
        aws_elasticache_replication_group: 1,
        aws_lambda_function: 13,
        aws_scheduler_schedule: 1,
        aws_secretsmanager_secret: 1,
        aws_sns_topic: 3,
        aws_sqs_queue: 6,
      },
      others: [],
    });
    expect(rotate(stack)).toEqual(Array(4).fill(true));
  },
  [
    ...withoutKey({
      "users-table": "aws_dynamodb_table_replica",
      "cache-secret": SECRET,
      database_instance: "aws_db_instance",
      "billing-function": "aws_lambda_function",
    }),
    { type: "aws_kms_key", name: "data-key", path: "enable_key_rotation", value: false },
  ],
);

recoveryRequirement(
  "SA-S1 encrypts every copy with a key of the second region",
  (stack) => {
    expect(encryption(stack)).toEqual({
      encrypted: {
        aws_backup_vault: 1,
        aws_s3_bucket_server_side_encryption_configuration: 2,
        aws_sns_topic: 1,
      },
      others: ["logs_encryption"],
    });
    expect(rotate(stack)).toEqual([true, true, true]);
  },
  withoutKey({ vault: "aws_backup_vault", "documents-copies_encryption": BUCKET }),
);

const ROTATION = { type: "aws_secretsmanager_secret_rotation" } as const;
const REPLICATED = { type: SECRET, name: "database-secret" } as const;

requirement(
  "SA-S1 changes the password of the database every 30 days, at the instance itself, and copies it to us-west-2",
  (stack) => {
    expect(stack.resource(ROTATION.type)).toMatchObject({
      rotation_lambda_arn: expect.stringContaining("aws_lambda_alias.rotation-function"),
      rotation_rules: { automatically_after_days: 30 },
      secret_id: expect.stringContaining("aws_secretsmanager_secret.database-secret"),
    });
    const { environment } = stack.resource("aws_lambda_function", "rotation-function");
    expect(environment).toMatchObject({
      variables: { DATABASE_INSTANCE_ENDPOINT: expect.stringContaining("aws_db_instance.database") },
    });
    expect(stack.resource(SECRET, REPLICATED.name)).toMatchObject({
      name: "saas/database",
      recovery_window_in_days: 30,
      replica: [
        {
          region: "us-west-2",
          kms_key_id: "arn:aws:kms:us-west-2:123456789012:key/00000000-0000-4000-8000-000000000002",
        },
      ],
    });
  },
  [
    { ...ROTATION },
    { ...ROTATION, path: "rotation_lambda_arn", value: "${aws_lambda_alias.other.arn}" },
    { ...ROTATION, path: "rotation_rules.automatically_after_days", value: 365 },
    { ...ROTATION, path: "secret_id", value: "${aws_secretsmanager_secret.cache-secret.id}" },
    { type: "aws_lambda_function", name: "rotation-function", path: "environment.variables", value: {} },
    { ...REPLICATED, path: "recovery_window_in_days", value: 0 },
    { ...REPLICATED, path: "replica.0.region", value: "us-east-2" },
    { ...REPLICATED, path: "replica.0.kms_key_id" },
  ],
);

const ACL = "aws_network_acl";
const RULE = "aws_network_acl_rule";

/** Rules of the ACL of a tier, which admit what they name. */
function rulesOf(stack: TestStack, tier: string): string[] {
  return Object.entries(stack.resources(RULE))
    .filter(([name]) => name.startsWith(`${tier}-acl_`))
    .map(([, { egress, rule_action: action, protocol, from_port: from, to_port: to, cidr_block: range }]) =>
      [action, egress ? "to" : "from", range, protocol, ...(from === undefined ? [] : [`${from}-${to}`])].join(" "),
    )
    .sort();
}

const rulesIn = (vpc: string): string[] => [
  "allow from 0.0.0.0/0 tcp 1024-3388",
  "allow from 0.0.0.0/0 tcp 3390-65535",
  `allow from ${vpc} -1`,
  "allow to 0.0.0.0/0 tcp 443-443",
  `allow to ${vpc} -1`,
];

const subnets = (tier: string) =>
  ["a", "b"].map((zone) => expect.stringContaining(`network_${tier}-${zone}`) as string);

const ACL_TWINS: readonly Mutation[] = [
  { type: RULE, name: "private-acl_out-443", path: "to_port", value: 65_535 },
  { type: RULE, name: "private-acl_in-vpc", path: "cidr_block", value: "0.0.0.0/0" },
  { type: RULE, name: "public-acl_in-answers_", path: "from_port", value: 22 },
  { type: RULE, name: "public-acl_in-vpc", path: "rule_action", value: "deny" },
  { type: RULE, name: "public-acl_out-443" },
  { type: ACL, name: "public-acl" },
  { type: ACL, name: "private-acl", path: "subnet_ids", value: [] },
];

for (const [region, require, vpc] of [
  ["main", requirement, "10.74.0.0/16"],
  ["second", standbyRequirement, "10.75.0.0/16"],
] as const) {
  require(`SA-S1 admits HTTPS to the internet and its answers by the network ACLs of the ${region} region, and nothing else`, (
    stack,
  ) => {
    for (const tier of ["public", "private"]) {
      expect(stack.resource(ACL, `${tier}-acl`)["subnet_ids"]).toEqual(subnets(tier));
      expect(rulesOf(stack, tier)).toEqual(rulesIn(vpc));
    }
    expect(stack.resource(ACL, "network_data-acl")["subnet_ids"]).toEqual(subnets("data"));
  }, [...ACL_TWINS, { type: ACL, name: "network_data-acl", path: "subnet_ids", value: [] }]);
}

const FLOW_LOG = { type: "aws_flow_log" } as const;
const FLOW_GROUP = { type: "aws_cloudwatch_log_group", name: "network_flow-log-group" } as const;

for (const [region, require] of [
  ["main", requirement],
  ["second", standbyRequirement],
] as const) {
  require(`SA-S1 logs all traffic of the network of the ${region} region for a year`, (stack) => {
    expect(stack.resource(FLOW_LOG.type)).toMatchObject({
      traffic_type: "ALL",
      vpc_id: expect.stringContaining("aws_vpc.network"),
      log_destination: expect.stringContaining("aws_cloudwatch_log_group.network_flow-log-group"),
    });
    expect(stack.resource(FLOW_GROUP.type, FLOW_GROUP.name)["retention_in_days"]).toBe(365);
  }, [
    { ...FLOW_LOG },
    { ...FLOW_LOG, path: "traffic_type", value: "ACCEPT" },
    { ...FLOW_LOG, path: "log_destination", value: "other" },
    { ...FLOW_GROUP, path: "retention_in_days", value: 1 },
  ]);
}

const ENDPOINT = "aws_vpc_endpoint";
const POLICY = "aws_iam_policy_document";

/** Actions that the endpoints of a region admit, by service. */
const ADMITTED: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ["dynamodb:*"],
  kms: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
  logs: ["logs:AssociateKmsKey", "logs:CreateLogStream", "logs:PutLogEvents"],
  s3: ["s3:*"],
  secretsmanager: [
    "secretsmanager:DescribeSecret",
    "secretsmanager:GetRandomPassword",
    "secretsmanager:GetSecretValue",
    "secretsmanager:PutSecretValue",
    "secretsmanager:UpdateSecretVersionStage",
  ],
  sqs: ["sqs:SendMessage"],
  states: ["states:SendTaskHeartbeat", "states:SendTaskSuccess", "states:StartExecution"],
  xray: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
};

const ENDPOINT_TWINS: readonly Mutation[] = [
  { type: ENDPOINT, name: "secretsmanager-endpoint" },
  { type: ENDPOINT, name: "secretsmanager-endpoint", path: "policy", value: "{}" },
  { type: ENDPOINT, name: "kms-endpoint", path: "private_dns_enabled", value: false },
  { type: ENDPOINT, name: "s3-endpoint", path: "route_table_ids", value: [] },
  { type: POLICY, name: "secretsmanager-endpoint-policy", path: "statement.0.actions", value: ["secretsmanager:*"] },
  { type: POLICY, name: "kms-endpoint-policy", path: "statement.0.condition", value: [] },
];

for (const [region, require] of [
  ["main", requirement],
  ["second", standbyRequirement],
] as const) {
  require(`SA-S1 reaches AWS from the VPC of the ${region} region through endpoints for calls of the account only`, (
    stack,
  ) => {
    const services = Object.keys(ADMITTED);
    expect(Object.keys(stack.resources(ENDPOINT))).toHaveLength(services.length);
    for (const service of services) {
      const gateway = ["dynamodb", "s3"].includes(service);
      expect(stack.resource(ENDPOINT, `network_${service}-endpoint`)).toMatchObject({
        vpc_endpoint_type: gateway ? "Gateway" : "Interface",
        policy: expect.stringContaining(`network_${service}-endpoint-policy`),
        ...(gateway
          ? { route_table_ids: subnets("private") }
          : { private_dns_enabled: true, subnet_ids: subnets("private") }),
      });
      const [callers] = stack.statements(`network_${service}-endpoint-policy`);
      expect(callers).toMatchObject({
        actions: ADMITTED[service],
        condition: [{ test: "StringEquals", variable: "aws:PrincipalAccount" }],
      });
    }
  }, ENDPOINT_TWINS);
}

const serviceOf = (action: string): string => action.split(":")[0]!;

/** Actions that workloads in the VPC need, and that the endpoint of their service refuses. */
function refusedBy(stack: TestStack, needed: readonly string[]): string[] {
  const policies = Object.keys(ADMITTED).flatMap((service) => stack.statements(`network_${service}-endpoint-policy`));
  const admitted = policies.flatMap(({ actions }) => actions as string[]);
  const services = admitted.map(serviceOf);
  return needed.filter((action) => {
    const isAdmitted = admitted.includes(action) || admitted.includes(`${serviceOf(action)}:*`);
    return services.includes(serviceOf(action)) && !isAdmitted;
  });
}

requirement(
  "SA-S1 endpoints admit what functions in the VPC call, and what the Glue job may",
  (stack) => {
    const called = FUNCTIONS.filter((name) => functions[name].network === "vpc").flatMap((name) => NEEDED[name]!);
    const ofJob = stack.statements("plan-days_role_permissions").flatMap(({ actions }) => actions as string[]);
    expect(called).toContain("secretsmanager:PutSecretValue");
    expect(ofJob).toContain("secretsmanager:GetSecretValue");
    expect(refusedBy(stack, [...called, ...ofJob])).toEqual([]);
  },
  [
    {
      type: POLICY,
      name: "secretsmanager-endpoint-policy",
      path: "statement.0.actions",
      value: ["secretsmanager:DescribeSecret", "secretsmanager:GetRandomPassword", "secretsmanager:GetSecretValue"],
    },
    { type: POLICY, name: "plan-days_role_permissions", path: "statement.0.actions", value: ["logs:DeleteLogGroup"] },
  ],
);

const TRAIL = { type: "aws_cloudtrail" } as const;
const EVIDENCE = { type: "aws_s3_bucket_object_lock_configuration", name: "evidence" } as const;

accountRequirement(
  "SA-S1 has a CloudTrail trail of all regions with validated, encrypted and locked files",
  (stack) => {
    expect(stack.resource(TRAIL.type)).toMatchObject({
      name: "saas-account",
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      kms_key_id: expect.stringContaining("aws_kms_key.audit-key"),
      s3_bucket_name: expect.stringContaining("aws_s3_bucket.evidence"),
    });
    expect(stack.resource(EVIDENCE.type, EVIDENCE.name)["rule"]).toMatchObject({ default_retention: { days: 365 } });
  },
  [
    { ...TRAIL },
    { ...TRAIL, path: "is_multi_region_trail", value: false },
    { ...TRAIL, path: "enable_log_file_validation", value: false },
    { ...TRAIL, path: "kms_key_id" },
    { ...EVIDENCE },
    { ...EVIDENCE, path: "rule.default_retention.days", value: 1 },
  ],
);

const ANALYZER = { type: "aws_accessanalyzer_analyzer" } as const;
const DETECTOR = { type: "aws_guardduty_detector" } as const;
const RECORDER = { type: "aws_config_configuration_recorder" } as const;
const STATUS = { type: "aws_config_configuration_recorder_status" } as const;
const HUB = { type: "aws_securityhub_account" } as const;
const LOGGING = { type: "aws_api_gateway_account" } as const;
const ALARM = { type: "aws_cloudwatch_metric_alarm", name: "access-analyzer-findings" } as const;

for (const [region, require, name, global] of [
  ["main", accountRequirement, "saas-account", true],
  ["second", accountStandbyRequirement, "saas-account-standby", false],
] as const) {
  require(`SA-S1 has Access Analyzer, GuardDuty, AWS Config and Security Hub in the ${region} region, with alarms`, (
    stack,
  ) => {
    expect(stack.resource(ANALYZER.type)).toMatchObject({ analyzer_name: name, type: "ACCOUNT" });
    expect(stack.resource(DETECTOR.type)).toMatchObject({
      enable: true,
      finding_publishing_frequency: "FIFTEEN_MINUTES",
    });
    expect(stack.resource(RECORDER.type)["recording_group"]).toEqual({
      all_supported: true,
      include_global_resource_types: global,
    });
    expect(stack.resource(STATUS.type)["is_enabled"]).toBe(true);
    expect(stack.resource(HUB.type)["enable_default_standards"]).toBe(true);
    expect(stack.resource(ALARM.type, ALARM.name)["alarm_actions"]).toEqual([
      expect.stringContaining("aws_sns_topic.alarm-topic"),
    ]);
    expect(Object.keys(stack.resources("aws_sns_topic_subscription"))).toHaveLength(1);
  }, [
    { ...ANALYZER },
    { ...ANALYZER, path: "type", value: "ORGANIZATION" },
    { ...DETECTOR },
    { ...DETECTOR, path: "enable", value: false },
    { ...RECORDER, path: "recording_group.all_supported", value: false },
    { ...RECORDER, path: "recording_group.include_global_resource_types", value: !global },
    { ...STATUS, path: "is_enabled", value: false },
    { ...HUB },
    { ...ALARM, path: "alarm_actions", value: [] },
    { type: "aws_sns_topic_subscription" },
  ]);

  require(`SA-S1 lets API Gateway write the logs of its APIs in the ${region} region`, (stack) => {
    expect(stack.resource(LOGGING.type)["cloudwatch_role_arn"]).toContain("aws_iam_role.api-gateway-logging");
    const attachment = stack.resource("aws_iam_role_policy_attachment", "api-gateway-logging");
    expect(attachment["policy_arn"]).toMatch(/AmazonAPIGatewayPushToCloudWatchLogs$/);
  }, [
    { ...LOGGING },
    { ...LOGGING, path: "cloudwatch_role_arn", value: "other" },
    { type: "aws_iam_role_policy_attachment", name: "api-gateway-logging", path: "policy_arn", value: "other" },
  ]);
}

requirement(
  "SA-S1 has Shield Standard, which needs no resource, before the site and the API",
  (stack) => {
    expect(stack.resources("aws_shield_protection")).toEqual({});
    expect(stack.resource("aws_cloudfront_distribution")["web_acl_id"]).toContain("aws_wafv2_web_acl.cdn-web-acl");
    expect(stack.resource("aws_wafv2_web_acl_association")["web_acl_arn"]).toContain("aws_wafv2_web_acl.web-acl");
  },
  [
    { type: "aws_cloudfront_distribution", path: "web_acl_id" },
    { type: "aws_wafv2_web_acl_association" },
    { type: "aws_wafv2_web_acl_association", path: "web_acl_arn", value: "other" },
  ],
);
