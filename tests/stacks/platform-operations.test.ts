import type { TerraformBlock } from "../../modules/core";
import { synthesizedStack } from "../support/synthesized";

const dev = synthesizedStack("dev");
const staging = synthesizedStack("staging");
const prod = synthesizedStack("prod");
const recovery = synthesizedStack("staging-recovery");
const bootstrap = synthesizedStack("bootstrap");

const each = [
  ["dev", dev],
  ["staging", staging],
  ["prod", prod],
] as const;

test.each(each)("every resource of %s carries the tags Environment, Project and Owner", (name, stack) => {
  for (const provider of stack.config.provider!["aws"]!) {
    expect(provider["default_tags"]).toEqual([
      { tags: { Environment: name, Project: "groundplan", Owner: "platform" } },
    ]);
    expect(provider["allowed_account_ids"]).toEqual(["123456789012"]);
  }
});

const ALARMS = [
  "api-5xx",
  "api-function-errors",
  "api-function-throttles",
  "api-latency",
  "backup-plan-backup-missing",
  "backup-plan-copy-failed-us-west-2",
  "backup-plan-copy-missing-us-west-2",
  "cache-cpu",
  "cache-memory",
  "database-connections",
  "database-cpu",
  "migrate-errors",
  "migrate-throttles",
  "order-age",
  "order-queue-age",
  "order-queue-dead-letters",
  "outbox-age",
  "outbox-errors",
  "outbox-throttles",
  "outbox-undelivered-age",
  "payment-errors",
  "payment-throttles",
  "payment-workflow-failed",
  "payment-workflow-timed-out",
  "unexpected-refunds",
  "vault-backup-expired",
  "vault-backup-failed",
  "vault-restore-failed",
  "web-acl-cross-site-scripting",
  "web-acl-rate-limit",
  "web-acl-size-restriction",
  "web-acl-sql-injection",
  "worker-errors",
  "worker-throttles",
];

describe("alarms", () => {
  const alarm = (id: string): TerraformBlock => staging.resource("aws_cloudwatch_metric_alarm", `alarms_${id}`);

  test.each([
    ["api-5xx", "AWS/ApiGateway", "5xx", 5],
    ["api-latency", "AWS/ApiGateway", "Latency", 2_000],
    ["api-function-errors", "AWS/Lambda", "Errors", 5],
    ["api-function-throttles", "AWS/Lambda", "Throttles", 1],
    ["payment-throttles", "AWS/Lambda", "Throttles", 500],
    ["outbox-age", "Shop", "OutboxAgeSeconds", 600],
    ["order-age", "Shop", "OldestPlacedOrderSeconds", 3_600],
    ["database-connections", "AWS/RDS", "DatabaseConnections", 90],
    ["database-cpu", "AWS/RDS", "CPUUtilization", 80],
    ["cache-cpu", "AWS/ElastiCache", "ElastiCacheProcessingUnits", 1_200_000],
    ["cache-memory", "AWS/ElastiCache", "BytesUsedForCache", 8_000_000_000],
  ])("R-O1 %s watches %s %s from the environment's threshold", (id, namespace, metric, threshold) => {
    expect(alarm(id)).toMatchObject({
      alarm_name: `groundplan-staging-${id}`,
      namespace,
      metric_name: metric,
      threshold,
      alarm_actions: [expect.stringContaining("aws_sns_topic.alarm-topic")],
      actions_enabled: true,
    });
  });

  test.each(each)("R-O1 every component of %s has its alarms, its backups six", (name, stack) => {
    const alarms = Object.values(stack.resources("aws_cloudwatch_metric_alarm"));
    expect(
      alarms.map(({ alarm_name: alarmName }) => String(alarmName).replace(`groundplan-${name}-`, "")).sort(),
    ).toEqual(ALARMS);
    const backups = alarms.filter(({ namespace }) => namespace === "AWS/Backup");
    const vaultOf = Object.fromEntries(
      backups.map(({ metric_name: metric, dimensions }) => [metric, (dimensions as TerraformBlock)["BackupVaultName"]]),
    );
    const own = expect.stringMatching(`^(groundplan-${name}|\\$\\{aws_backup_vault\\.vault_\\w+\\.name\\})$`);
    expect(vaultOf).toEqual({
      NumberOfBackupJobsCompleted: own,
      NumberOfBackupJobsFailed: own,
      NumberOfBackupJobsExpired: own,
      NumberOfCopyJobsCompleted: `groundplan-${name}-recovery`,
      NumberOfCopyJobsFailed: `groundplan-${name}-recovery`,
      NumberOfRestoreJobsFailed: own,
    });
    expect(backups.map(({ alarm_name: alarmName }) => alarmName)).toContain(`groundplan-${name}-vault-restore-failed`);
  });

  test("R-O1 the thresholds are settings", () => {
    const threshold = (stack: typeof dev) =>
      stack.resource("aws_cloudwatch_metric_alarm", "alarms_api-latency")["threshold"];
    expect([dev, staging, prod].map(threshold)).toEqual([5_000, 2_000, 1_000]);
  });

  test("R-O1 the topic is encrypted with a key that CloudWatch may use, and e-mails the addresses of the environment", () => {
    expect(staging.resource("aws_sns_topic")["kms_master_key_id"]).toContain("aws_kms_key.alarms-key");
    expect(staging.statements("alarms-key_key-policy")).toContainEqual(
      expect.objectContaining({
        principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
        actions: expect.arrayContaining(["kms:Decrypt", "kms:GenerateDataKey*"]),
      }),
    );
    expect(staging.statements("alarm-topic_topic-policy")).toContainEqual(
      expect.objectContaining({
        actions: ["sns:Publish"],
        principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
      }),
    );
    expect(Object.values(prod.resources("aws_sns_topic_subscription"))).toEqual([
      expect.objectContaining({ protocol: "email", endpoint: "on-call@example.com" }),
      expect.objectContaining({ protocol: "email", endpoint: "prod-alarms@example.com" }),
    ]);
  });
});

test("R-O2 has the dashboard with requests, orders, function, database and cache", () => {
  const { dashboard_name: name, dashboard_body: body } = staging.resource("aws_cloudwatch_dashboard");
  expect(name).toBe("groundplan-staging-overview");
  const { widgets } = JSON.parse(String(body)) as { widgets: { type: string; properties: { markdown?: string } }[] };
  expect(widgets.filter(({ type }) => type === "text").map(({ properties }) => properties.markdown)).toEqual([
    "## Requests",
    "## Orders",
    "## Function",
    "## Database",
    "## Cache",
  ]);
  for (const metric of ["5xx", "Latency", "Errors", "Throttles", "CPUUtilization", "BytesUsedForCache"]) {
    expect(body).toContain(`"${metric}"`);
  }
});

test.each([
  ["dev", dev, 7],
  ["staging", staging, 90],
  ["prod", prod, 365],
] as const)(
  "R-O3 every log group of %s is kept for its days and encrypted with a customer key",
  (_name, stack, days) => {
    const groups = Object.values(stack.resources("aws_cloudwatch_log_group"));
    expect(groups).toHaveLength(10);
    for (const group of groups) {
      expect(group).toMatchObject({
        retention_in_days: days,
        kms_key_id: expect.stringMatching(/aws_kms_key\.(edge-)?logs-key/),
      });
    }
  },
);

describe("identity", () => {
  test("R-S1 Lambda assumes the execution role", () => {
    expect(staging.statements("api-function_role_trust")).toEqual([
      expect.objectContaining({
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
      }),
    ]);
  });

  test("R-S1 API Gateway has the account's role for its logs, made once per account", () => {
    expect(bootstrap.resource("aws_api_gateway_account")["cloudwatch_role_arn"]).toContain("aws_iam_role.");
    for (const [, stack] of each) expect(stack.resources("aws_api_gateway_account")).toEqual({});
  });

  test.each(each)("R-S1 every role of %s has a name that the deploy role may operate", (_name, stack) => {
    const names = Object.values(stack.resources("aws_iam_role")).map((role) => String(role["name"]));
    expect(names.length).toBeGreaterThan(4);
    expect(names.filter((name) => !name.startsWith("groundplan-"))).toEqual([]);
  });

  test("R-S1 only the operators of the environment assume the operator role, with MFA, and it reads no data but dead letters and access logs", () => {
    expect(staging.resource("aws_iam_role", "operator")["name"]).toBe("groundplan-staging-operator");
    const [trust] = staging.statements("operator_trust");
    expect(trust).toMatchObject({
      principals: [{ type: "AWS", identifiers: ["arn:aws:iam::123456789012:user/staging-operator"] }],
    });
    expect(JSON.stringify(trust)).toContain("aws:MultiFactorAuthPresent");
    const statements = staging.statements("operator_permissions");
    const reading = statements.filter(({ actions }) => /GetSecretValue|s3:GetObject/.test(String(actions)));
    expect(reading.map(({ resources }) => resources)).toEqual([
      [expect.stringMatching(/^\$\{aws_s3_bucket\.access-logs_bucket_\w+\.arn\}\/\*$/)],
    ]);
  });

  test("R-S1 operators read the logs of the firewall", () => {
    const prefixes = staging.statements("operator_permissions").find(({ sid }) => sid === "ReadPlatformLogs");
    expect(JSON.stringify(prefixes)).toContain(
      "arn:aws:logs:*:123456789012:log-group:aws-waf-logs-groundplan-staging*",
    );
  });

  test("R-S1 operators do what the alarms ask for: they redrive dead orders and failed payments, with the key through SQS alone", () => {
    const statements = staging.statements("operator_permissions");
    const granting = (action: string) =>
      statements.filter(({ actions }) => (actions as string[]).includes(action)).map(({ resources }) => resources);
    expect(granting("sqs:StartMessageMoveTask")).toEqual([
      [expect.stringContaining("aws_sqs_queue.order-queue_dead-letters")],
    ]);
    expect(granting("sqs:ReceiveMessage")).toEqual(granting("sqs:StartMessageMoveTask"));
    expect(granting("sqs:SendMessage")).toEqual([
      [expect.stringMatching(/^\$\{aws_sqs_queue\.order-queue_\w+\.arn\}$/)],
    ]);
    expect(granting("states:RedriveExecution")).toEqual([
      [
        expect.stringContaining("aws_sfn_state_machine.payment-workflow"),
        "arn:aws:states:us-east-1:123456789012:execution:groundplan-staging-payment-workflow:*",
      ],
    ]);
    expect(statements.filter(({ actions }) => (actions as string[]).includes("kms:Decrypt"))).toEqual([
      expect.objectContaining({
        condition: [{ test: "StringEquals", variable: "kms:ViaService", values: ["sqs.us-east-1.amazonaws.com"] }],
      }),
    ]);
  });

  test.each(each)("R-S2 the keys of %s rotate", (_name, stack) => {
    const keys = Object.values(stack.resources("aws_kms_key"));
    expect(keys).toHaveLength(5);
    for (const key of keys) expect(key["enable_key_rotation"]).toBe(true);
  });

  test("R-S2 the database's credentials are in Secrets Manager, configuration is in SSM", () => {
    expect(staging.resource("aws_ssm_parameter", "database-credentials-arn")).toMatchObject({
      name: "/groundplan/staging/database/credentials-arn",
      type: "String",
      insecure_value: expect.stringMatching(
        /aws_rds_cluster\.database_cluster_\w+\.master_user_secret\[0\]\.secret_arn/,
      ),
    });
    const secrets = Object.values(staging.resources("aws_secretsmanager_secret"));
    expect(secrets.map(({ name }) => name)).toEqual(["groundplan-staging/origin", "groundplan-staging/session"]);
    for (const { kms_key_id: key } of secrets) expect(key).toContain("aws_kms_key.data-key");
  });
});

describe("disaster recovery", () => {
  const rule = (name: string): TerraformBlock =>
    (staging.resource("aws_backup_plan")["rule"] as TerraformBlock[]).find(
      ({ rule_name: ruleName }) => ruleName === name,
    )!;

  test.each([
    ["hourly", "cron(0 * * * ? *)", 7],
    ["daily", "cron(0 5 * * ? *)", 90],
  ])("R-DR1 the %s plan runs at %s, keeps %i days and copies to the recovery region", (name, schedule, days) => {
    expect(rule(name)).toMatchObject({
      schedule,
      lifecycle: { delete_after: days },
      target_vault_name: expect.stringContaining("aws_backup_vault.vault"),
      copy_action: [
        {
          destination_vault_arn: "arn:aws:backup:us-west-2:123456789012:backup-vault:groundplan-staging-recovery",
          lifecycle: { delete_after: days },
        },
      ],
    });
  });

  test("R-DR1 has an encrypted vault in the main region", () => {
    expect(staging.resource("aws_backup_vault")).toMatchObject({
      name: "groundplan-staging",
      kms_key_arn: expect.stringContaining("aws_kms_key.backups-key"),
    });
  });

  test("R-DR1 has an encrypted vault in the recovery region, with its state there", () => {
    expect(recovery.resource("aws_backup_vault")).toMatchObject({
      name: "groundplan-staging-recovery",
      kms_key_arn: expect.stringContaining("aws_kms_key.backups-key"),
    });
    expect(recovery.config.provider!["aws"]).toEqual([expect.objectContaining({ region: "us-west-2" })]);
    expect(recovery.config.terraform.backend!["s3"]).toMatchObject({
      region: "us-west-2",
      bucket: "groundplan-tfstate-123456789012-us-west-2",
      key: "staging-recovery/terraform.tfstate",
      encrypt: true,
      use_lockfile: true,
    });
  });

  test("R-DR1 selects the database by its tag and by its ARN", () => {
    expect(staging.resource("aws_rds_cluster")["tags"]).toEqual({ backup: "groundplan-staging" });
    expect(staging.resource("aws_backup_selection", "tagged")["selection_tag"]).toEqual([
      { type: "STRINGEQUALS", key: "backup", value: "groundplan-staging" },
    ]);
    expect(staging.resource("aws_backup_selection", "named")["resources"]).toEqual([
      expect.stringContaining("aws_rds_cluster.database_cluster"),
    ]);
  });

  test("R-DR1 reaches back to any point in time of the last days inside the region", () => {
    const days = [dev, staging, prod].map((stack) => stack.resource("aws_rds_cluster")["backup_retention_period"]);
    expect(days).toEqual([1, 7, 35]);
  });

  test("R-DR1 restores a recovery point every week to prove that it can", () => {
    expect(staging.resource("aws_backup_restore_testing_plan")).toMatchObject({
      schedule_expression: "cron(0 7 ? * SUN *)",
      recovery_point_selection: [
        expect.objectContaining({
          include_vaults: ["arn:aws:backup:us-east-1:123456789012:backup-vault:groundplan-staging"],
        }),
      ],
    });
    expect(staging.resource("aws_backup_restore_testing_selection")).toMatchObject({
      restore_metadata_overrides: { dbSubnetGroupName: expect.stringContaining("aws_db_subnet_group.database_subnet") },
      protected_resource_type: "Aurora",
    });
  });

  test("R-DR1 restores a copy in the recovery region every week, into a network of its own", () => {
    expect(recovery.resource("aws_backup_restore_testing_plan")).toMatchObject({
      schedule_expression: "cron(0 9 ? * SUN *)",
      recovery_point_selection: [
        expect.objectContaining({
          include_vaults: ["arn:aws:backup:us-west-2:123456789012:backup-vault:groundplan-staging-recovery"],
        }),
      ],
    });
    expect(recovery.resource("aws_backup_restore_testing_selection")).toMatchObject({
      restore_metadata_overrides: { dbSubnetGroupName: expect.stringContaining("aws_db_subnet_group.subnet-group") },
      protected_resource_type: "Aurora",
    });
    expect(recovery.resources("aws_nat_gateway")).toEqual({});
  });

  test("R-DR1 a failed restore in the recovery region raises an alarm there", () => {
    expect(recovery.resource("aws_cloudwatch_metric_alarm")).toMatchObject({
      alarm_name: "groundplan-staging-recovery-vault-restore-failed",
      namespace: "AWS/Backup",
      metric_name: "NumberOfRestoreJobsFailed",
      dimensions: { BackupVaultName: "groundplan-staging-recovery" },
      alarm_actions: [expect.stringContaining("aws_sns_topic.alarm-topic")],
    });
    expect(Object.values(recovery.resources("aws_sns_topic_subscription"))).toMatchObject([
      { endpoint: "staging-alarms@example.com" },
    ]);
  });
});

test.each(each)("%s publishes what people and pipelines look up", (_name, stack) => {
  expect(Object.keys(stack.config.output!).sort()).toEqual([
    "api-endpoint",
    "backup-vault-arn",
    "cache-endpoint",
    "cloudfront-url",
    "dashboard-url",
    "database-endpoint",
    "distribution-domain-name",
    "distribution-id",
    "environment-stage",
    "image-repository",
    "order-queue-url",
    "payment-workflow-arn",
    "recovery-vault-arn",
    "sign-in-url",
  ]);
});

describe("environments", () => {
  /** Addresses without what a listed setting adds: zones, domain, e-mails, NAT, endpoints, instances, concurrency. */
  const SETTINGS = new RegExp(
    [
      /_(public|private|nat)-[b-f]/,
      /_instance-[b-f]/,
      /zone_|certificate|domain-name|api_mapping/,
      /alarm-topic_email/,
      /endpoint|endpoints/,
      /provisioned/,
    ]
      .map(({ source }) => source)
      .join("|"),
  );
  const shared = (stack: typeof dev) => stack.addresses.filter((address) => !SETTINGS.test(address));

  test("have the same addresses except those that a listed setting adds", () => {
    expect(shared(dev).length).toBeGreaterThan(100);
    expect(shared(staging)).toEqual(shared(dev));
    expect(shared(prod)).toEqual(shared(dev));
  });
});
