import { exampleFixture } from "../../../tests/support/synthesized";
import { requirement, stagingRequirement } from "./requirement";

const JOB = { type: "aws_glue_job" } as const;
const TRIGGER = { type: "aws_glue_trigger" } as const;
const CONNECTION = { type: "aws_glue_connection" } as const;
const ENCRYPTION = { type: "aws_glue_security_configuration" } as const;

requirement(
  "SA-A1 has a nightly Glue job from DynamoDB into PostgreSQL and the data lake",
  (stack) => {
    expect(stack.resource(JOB.type)).toMatchObject({
      name: "saas-plan-days",
      glue_version: "5.0",
      timeout: 60,
      command: { script_location: expect.stringContaining("aws_s3_object.plan-days_script") },
      connections: [expect.stringContaining("aws_glue_connection.etl-connection")],
      security_configuration: expect.stringContaining("aws_glue_security_configuration.etl-encryption"),
      default_arguments: {
        "--PAYMENTS_TABLE_ARN": expect.stringContaining("aws_dynamodb_table.payments-table"),
        "--OUTPUT": expect.stringMatching(/^s3:\/\/\$\{aws_s3_bucket\.lake_bucket_\w+\.bucket\}\/plan-days\/$/),
        "--CONNECTION": expect.stringContaining("aws_glue_connection.etl-connection"),
        "--DATABASE": "saas",
        "--extra-py-files": expect.stringContaining("aws_s3_object.plan-days_python-file-transform"),
      },
    });
    expect(stack.resource(TRIGGER.type)).toMatchObject({
      type: "SCHEDULED",
      schedule: "cron(0 3 * * ? *)",
      actions: [{ job_name: expect.stringContaining("aws_glue_job.plan-days") }],
    });
    expect(stack.resource(CONNECTION.type)).toMatchObject({
      connection_type: "JDBC",
      connection_properties: {
        JDBC_CONNECTION_URL: expect.stringMatching(
          /^jdbc:postgresql:\/\/\$\{aws_db_instance\.database_instance.+\}:5432\/saas$/,
        ),
        JDBC_ENFORCE_SSL: "true",
        SECRET_ID: expect.stringContaining("aws_secretsmanager_secret.database-secret"),
      },
    });
  },
  [
    { ...JOB, path: "command.script_location", value: "s3://other/script.py" },
    { ...JOB, path: "connections", value: [] },
    { ...JOB, path: "timeout", value: 480 },
    { ...JOB, path: "security_configuration" },
    { ...JOB, path: "default_arguments.--PAYMENTS_TABLE_ARN", value: "other" },
    { ...JOB, path: "default_arguments.--OUTPUT", value: "s3://other/" },
    { ...JOB, path: "default_arguments.--extra-py-files" },
    { ...TRIGGER },
    { ...TRIGGER, path: "type", value: "ON_DEMAND" },
    { ...TRIGGER, path: "schedule", value: "cron(0 4 * * ? *)" },
    { ...TRIGGER, path: "actions", value: [] },
    { ...CONNECTION, path: "connection_properties.JDBC_CONNECTION_URL", value: "jdbc:postgresql://other:5432/saas" },
    { ...CONNECTION, path: "connection_properties.JDBC_ENFORCE_SSL", value: "false" },
    { ...CONNECTION, path: "connection_properties.SECRET_ID" },
  ],
);

requirement(
  "SA-A1 encrypts what jobs and crawlers write with the key of the lake",
  (stack) => {
    const key = expect.stringContaining("aws_kms_key.lake-key") as string;
    expect(stack.resource(ENCRYPTION.type)["encryption_configuration"]).toEqual({
      cloudwatch_encryption: { cloudwatch_encryption_mode: "SSE-KMS", kms_key_arn: key },
      job_bookmarks_encryption: { job_bookmarks_encryption_mode: "CSE-KMS", kms_key_arn: key },
      s3_encryption: { s3_encryption_mode: "SSE-KMS", kms_key_arn: key },
    });
  },
  ["cloudwatch_encryption", "job_bookmarks_encryption", "s3_encryption"].map((block) => ({
    ...ENCRYPTION,
    path: `encryption_configuration.${block}.kms_key_arn`,
    value: "other",
  })),
);

const JOB_POLICY = { type: "aws_iam_policy_document", name: "plan-days_role_permissions" } as const;

requirement(
  "SA-A1 lets the job export payments, and write its own folders of the lake only",
  (stack) => {
    const statements = stack.statements(JOB_POLICY.name);
    const resourcesOf = (action: string) =>
      statements
        .filter(({ actions }) => (actions as string[]).includes(action))
        .flatMap(({ resources }) => resources as string[])
        .map((resource) => resource.replace(/^\$\{aws_\w+\.([\w-]+?)_[0-9A-F]{8}\.arn\}/, "$1"));
    expect(resourcesOf("dynamodb:ExportTableToPointInTime")).toEqual(["payments-table"]);
    expect(resourcesOf("s3:PutObject").sort()).toEqual([
      "lake_bucket/plan-days/*",
      "lake_bucket/temporary/saas-plan-days/*",
    ]);
    expect(resourcesOf("secretsmanager:GetSecretValue")).toEqual(["database-secret"]);
  },
  [
    { ...JOB_POLICY, path: "statement", value: [] },
    { ...JOB_POLICY, path: "statement.1.actions", value: ["dynamodb:ExportTableToPointInTime"] },
  ],
);

const INGRESS = { type: "aws_vpc_security_group_ingress_rule", name: "database_security-group_from-saas-etl" } as const;

requirement(
  "SA-A1 lets the workers of the job reach the database, and each other",
  (stack) => {
    expect(stack.resource(INGRESS.type, INGRESS.name)).toMatchObject({
      from_port: 5432,
      referenced_security_group_id: expect.stringContaining("aws_security_group.etl-connection"),
    });
    expect(stack.resource(INGRESS.type, "etl-connection_from-workers")).toMatchObject({
      from_port: 0,
      to_port: 65_535,
      referenced_security_group_id: expect.stringContaining("aws_security_group.etl-connection"),
    });
  },
  [
    { ...INGRESS },
    { ...INGRESS, path: "referenced_security_group_id", value: "other" },
    { type: INGRESS.type, name: "etl-connection_from-workers" },
  ],
);

const TABLE = { type: "aws_glue_catalog_table" } as const;
const CRAWLER = { type: "aws_glue_crawler" } as const;

requirement(
  "SA-A1 has a catalogue with the table of the job, whose partitions of days need no crawler",
  (stack) => {
    expect(stack.resource("aws_glue_catalog_database")["name"]).toBe("saas_lake");
    expect(stack.resource(TABLE.type)).toMatchObject({
      name: "plan_days",
      database_name: expect.stringContaining("aws_glue_catalog_database.catalog"),
      parameters: { "projection.day.type": "date", "projection.day.range": "2026-01-01,NOW" },
      storage_descriptor: {
        location: expect.stringMatching(/aws_s3_bucket\.lake_bucket_\w+\.bucket\}\/plan-days\/$/),
        columns: [
          { name: "plan", type: "string" },
          { name: "payments", type: "bigint" },
          { name: "amount_cents", type: "bigint" },
        ],
      },
    });
  },
  [
    { type: "aws_glue_catalog_database", path: "name", value: "other" },
    { ...TABLE, path: "name", value: "other" },
    { ...TABLE, path: "parameters", value: {} },
    { ...TABLE, path: "storage_descriptor.location", value: "s3://other/" },
    { ...TABLE, path: "storage_descriptor.columns", value: [] },
  ],
);

const CRAWLER_POLICY = { type: "aws_iam_policy_document", name: "exports-crawler_role_permissions" } as const;

requirement(
  "SA-A1 has a nightly crawler that discovers the columns of exports, which it can read and not write",
  (stack) => {
    expect(stack.resource(CRAWLER.type)).toMatchObject({
      name: "saas-exports",
      schedule: "cron(0 3 * * ? *)",
      table_prefix: "crawled_",
      database_name: expect.stringContaining("aws_glue_catalog_database.catalog"),
      security_configuration: expect.stringContaining("aws_glue_security_configuration.etl-encryption"),
      s3_target: [{ path: expect.stringMatching(/^s3:\/\/\$\{aws_s3_bucket\.documents_bucket.+\}\/exports\/$/) }],
      schema_change_policy: { update_behavior: "UPDATE_IN_DATABASE", delete_behavior: "DEPRECATE_IN_DATABASE" },
    });
    const actions = stack.statements(CRAWLER_POLICY.name).flatMap((statement) => statement["actions"] as string[]);
    expect(actions.filter((action) => action.startsWith("s3:")).sort()).toEqual([
      "s3:GetBucketLocation",
      "s3:GetObject",
      "s3:ListBucket",
    ]);
  },
  [
    { ...CRAWLER, path: "schedule" },
    { ...CRAWLER, path: "table_prefix", value: "other_" },
    { ...CRAWLER, path: "security_configuration" },
    { ...CRAWLER, path: "s3_target.0.path", value: "s3://other/" },
    { ...CRAWLER, path: "schema_change_policy.update_behavior", value: "LOG" },
    { ...CRAWLER_POLICY, path: "statement", value: [] },
    { ...CRAWLER_POLICY, path: "statement.0.actions", value: ["s3:PutObject"] },
  ],
);

const WORKGROUP = { type: "aws_athena_workgroup" } as const;

requirement(
  "SA-A1 has an Athena workgroup with encrypted results and a limit for each query",
  (stack) => {
    expect(stack.resource(WORKGROUP.type)).toMatchObject({
      name: "saas-analysts",
      configuration: {
        enforce_workgroup_configuration: true,
        bytes_scanned_cutoff_per_query: 100_000_000_000,
        result_configuration: {
          output_location: expect.stringContaining("aws_s3_bucket.query-results"),
          encryption_configuration: {
            encryption_option: "SSE_KMS",
            kms_key_arn: expect.stringContaining("aws_kms_key.lake-key"),
          },
        },
      },
    });
  },
  [
    { ...WORKGROUP, path: "name", value: "primary" },
    { ...WORKGROUP, path: "configuration.enforce_workgroup_configuration", value: false },
    { ...WORKGROUP, path: "configuration.bytes_scanned_cutoff_per_query", value: 1 },
    { ...WORKGROUP, path: "configuration.result_configuration.output_location", value: "s3://other/" },
    {
      ...WORKGROUP,
      path: "configuration.result_configuration.encryption_configuration.encryption_option",
      value: "SSE_S3",
    },
  ],
);

const SOURCE = { type: "aws_quicksight_data_source" } as const;
const VPC_CONNECTION = { type: "aws_quicksight_vpc_connection" } as const;
const READS = { type: INGRESS.type, name: "database_security-group_from-saas-staging-quicksight" } as const;

stagingRequirement(
  "SA-A1 has QuickSight data sources on Athena and, through the VPC, on PostgreSQL, with a subscription",
  (stack) => {
    expect(stack.resource(SOURCE.type, "source-lake")).toMatchObject({
      type: "ATHENA",
      parameters: { athena: { work_group: expect.stringContaining("aws_athena_workgroup.workgroup") } },
    });
    expect(stack.resource(SOURCE.type, "source-ledger")).toMatchObject({
      type: "POSTGRESQL",
      parameters: {
        postgresql: { host: expect.stringContaining("aws_db_instance.database"), port: 5432, database: "saas" },
      },
      credentials: { secret_arn: expect.stringContaining("aws_secretsmanager_secret.database-secret") },
      ssl_properties: { disable_ssl: false },
      vpc_connection_properties: { vpc_connection_arn: expect.stringContaining(VPC_CONNECTION.type) },
    });
    expect(stack.resource(VPC_CONNECTION.type)).toMatchObject({
      vpc_connection_id: "saas-staging",
      subnet_ids: ["a", "b"].map((letter) => expect.stringContaining(`network_private-${letter}`) as string),
      security_group_ids: [expect.stringContaining("aws_security_group.business-intelligence")],
    });
    expect(stack.resource(READS.type, READS.name)).toMatchObject({
      security_group_id: expect.stringContaining("aws_security_group.database"),
      referenced_security_group_id: expect.stringContaining("aws_security_group.business-intelligence"),
    });
  },
  [
    { ...SOURCE, name: "source-lake" },
    { ...SOURCE, name: "source-lake", path: "parameters.athena.work_group", value: "primary" },
    { ...SOURCE, name: "source-ledger", path: "parameters.postgresql.host", value: "other" },
    { ...SOURCE, name: "source-ledger", path: "credentials.secret_arn", value: "other" },
    { ...SOURCE, name: "source-ledger", path: "ssl_properties.disable_ssl", value: true },
    { ...SOURCE, name: "source-ledger", path: "vpc_connection_properties" },
    { ...VPC_CONNECTION, path: "subnet_ids", value: ["${aws_subnet.network_public-a.id}"] },
    { ...VPC_CONNECTION, path: "security_group_ids", value: [] },
    { ...READS },
    { ...READS, path: "referenced_security_group_id", value: "other" },
  ],
);

test("SA-A1 has nothing of QuickSight without a subscription", () => {
  const typesOf = (name: string): string[] => Object.keys(exampleFixture("saas", name).config.resource!);
  const ofQuickSight = (name: string): string[] => typesOf(name).filter((type) => type.startsWith("aws_quicksight_"));
  expect(ofQuickSight("prod")).toEqual([]);
  expect(ofQuickSight("staging")).toEqual([SOURCE.type, VPC_CONNECTION.type]);
});

test("SA-A1 has no analytics in the second region: its lake is a copy", () => {
  const types = Object.keys(exampleFixture("saas", "prod-standby").config.resource!);
  expect(types.filter((type) => /^aws_(?:glue|athena|quicksight)_/.test(type))).toEqual([]);
});
