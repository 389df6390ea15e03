import { exampleFixture } from "../../../tests/support/synthesized";
import { requirement, stagingRequirement } from "./requirement";

const WORKGROUP = { type: "aws_athena_workgroup" } as const;

requirement(
  "SU-A1 has an Athena workgroup with encrypted results and a limit for each query",
  (stack) => {
    expect(stack.resource(WORKGROUP.type)).toMatchObject({
      name: "scaleup-analysts",
      configuration: {
        enforce_workgroup_configuration: true,
        publish_cloudwatch_metrics_enabled: true,
        bytes_scanned_cutoff_per_query: 100_000_000_000,
        result_configuration: {
          encryption_configuration: {
            encryption_option: "SSE_KMS",
            kms_key_arn: expect.stringContaining("aws_kms_key.lake-key"),
          },
        },
      },
    });
    expect(stack.resource("aws_glue_catalog_database")["name"]).toBe("scaleup_lake");
  },
  [
    { ...WORKGROUP, path: "name", value: "primary" },
    { ...WORKGROUP, path: "configuration.enforce_workgroup_configuration", value: false },
    { ...WORKGROUP, path: "configuration.bytes_scanned_cutoff_per_query", value: 1 },
    {
      ...WORKGROUP,
      path: "configuration.result_configuration.encryption_configuration.encryption_option",
      value: "SSE_S3",
    },
    { type: "aws_glue_catalog_database", path: "name", value: "other" },
  ],
);

const JOB = { type: "aws_glue_job" } as const;
const CONNECTION = { type: "aws_glue_connection" } as const;

requirement(
  "SU-A1 has a nightly Glue job that joins DynamoDB and S3 into RDS and S3",
  (stack) => {
    expect(stack.resource(JOB.type)).toMatchObject({
      name: "scaleup-product-days",
      glue_version: "5.0",
      timeout: 60,
      command: { script_location: expect.stringContaining("aws_s3_object.product-days_script") },
      connections: [expect.stringContaining("aws_glue_connection.analytics-connection")],
      security_configuration: expect.stringContaining("aws_glue_security_configuration"),
      default_arguments: {
        "--ORDERS_TABLE_ARN": expect.stringContaining("aws_dynamodb_table.orders-table"),
        "--EVENTS": expect.stringMatching(/^s3:\/\/\$\{aws_s3_bucket\.lake_bucket_\w+\.bucket\}\/events\/\*$/),
        "--OUTPUT": expect.stringMatching(/^s3:\/\/\$\{aws_s3_bucket\.lake_bucket_\w+\.bucket\}\/product-days\/$/),
        "--DATABASE": "analytics",
        "--extra-py-files": expect.stringContaining("aws_s3_object.product-days_python-file-transform"),
      },
    });
    expect(stack.resource("aws_glue_trigger")).toMatchObject({ type: "SCHEDULED", schedule: "cron(0 3 * * ? *)" });
    expect(stack.resource(CONNECTION.type)).toMatchObject({
      connection_type: "JDBC",
      connection_properties: {
        JDBC_CONNECTION_URL: expect.stringMatching(
          /^jdbc:postgresql:\/\/\$\{aws_db_instance\.database.+\}:5432\/analytics$/,
        ),
        JDBC_ENFORCE_SSL: "true",
        SECRET_ID: expect.stringContaining("aws_secretsmanager_secret.database-secret"),
      },
    });
  },
  [
    { ...JOB, path: "connections", value: [] },
    { ...JOB, path: "timeout", value: 480 },
    { ...JOB, path: "security_configuration" },
    { ...JOB, path: "default_arguments.--OUTPUT", value: "s3://other/" },
    { ...JOB, path: "default_arguments.--ORDERS_TABLE_ARN", value: "other" },
    { ...JOB, path: "default_arguments.--extra-py-files" },
    { type: "aws_glue_trigger", path: "schedule", value: "cron(0 4 * * ? *)" },
    { ...CONNECTION, path: "connection_properties.JDBC_ENFORCE_SSL", value: "false" },
    { ...CONNECTION, path: "connection_properties.SECRET_ID" },
  ],
);

requirement(
  "SU-A1 lets the job export the orders, read events, and write its own folder of the lake only",
  (stack) => {
    const statements = stack.statements("product-days_role_permissions");
    const resourcesOf = (action: string) =>
      statements
        .filter(({ actions }) => (actions as string[]).includes(action))
        .flatMap(({ resources }) => resources as string[])
        .map((resource) => resource.replace(/^\$\{aws_\w+\.([\w-]+?)_[0-9A-F]{8}\.arn\}/, "$1"));
    expect(resourcesOf("dynamodb:ExportTableToPointInTime")).toEqual(["orders-table"]);
    expect(resourcesOf("s3:PutObject").sort()).toEqual([
      "lake_bucket/product-days/*",
      "lake_bucket/temporary/scaleup-product-days/*",
    ]);
    expect(resourcesOf("secretsmanager:GetSecretValue")).toEqual(["database-secret"]);
  },
  [
    { type: "aws_iam_policy_document", name: "product-days_role_permissions", path: "statement", value: [] },
    {
      type: "aws_iam_policy_document",
      name: "product-days_role_permissions",
      path: "statement.1.actions",
      value: ["dynamodb:ExportTableToPointInTime"],
    },
  ],
);

requirement(
  "SU-A1 has tables of the lake for Athena, with partitions of days that need no crawler",
  (stack) => {
    const tables = Object.values(stack.resources("aws_glue_catalog_table")).map(
      ({ name, parameters, storage_descriptor }) => {
        const { location } = storage_descriptor as { location: string };
        return [name, location.replace(/^.*\}/, ""), (parameters as Record<string, string>)["projection.day.type"]];
      },
    );
    expect(tables.sort()).toEqual([
      ["aggregates", "/aggregates/", "date"],
      ["events", "/events/", "date"],
      ["product_days", "/product-days/", "date"],
    ]);
  },
  [
    { type: "aws_glue_catalog_table", name: "events", path: "name", value: "other" },
    { type: "aws_glue_catalog_table", name: "aggregates", path: "parameters", value: {} },
    { type: "aws_glue_catalog_table", name: "product-days" },
  ],
);

const SOURCE = { type: "aws_quicksight_data_source" } as const;
const VPC_CONNECTION = { type: "aws_quicksight_vpc_connection" } as const;
const INGRESS = { type: "aws_vpc_security_group_ingress_rule", name: "scaleup-staging-quicksight-5432" } as const;

stagingRequirement(
  "SU-A1 has QuickSight data sources on Athena and, through the VPC, on RDS, with a subscription",
  (stack) => {
    expect(stack.resource(SOURCE.type, "source-lake")).toMatchObject({
      type: "ATHENA",
      parameters: { athena: { work_group: expect.stringContaining("aws_athena_workgroup.workgroup") } },
    });
    expect(stack.resource(SOURCE.type, "source-analytics")).toMatchObject({
      type: "POSTGRESQL",
      parameters: {
        postgresql: {
          host: expect.stringContaining("aws_db_instance.database"),
          port: 5432,
          database: "analytics",
        },
      },
      credentials: { secret_arn: expect.stringContaining("aws_secretsmanager_secret.database-secret") },
      ssl_properties: { disable_ssl: false },
      vpc_connection_properties: { vpc_connection_arn: expect.stringContaining(VPC_CONNECTION.type) },
    });
    expect(stack.resource(VPC_CONNECTION.type)).toMatchObject({
      vpc_connection_id: "scaleup-staging",
      subnet_ids: ["a", "b"].map((letter) => expect.stringContaining(`network_private-${letter}`) as string),
      security_group_ids: [expect.stringContaining("aws_security_group.business-intelligence")],
    });
    expect(stack.resource(INGRESS.type, INGRESS.name)).toMatchObject({
      security_group_id: expect.stringContaining("aws_security_group.database"),
      referenced_security_group_id: expect.stringContaining("aws_security_group.business-intelligence"),
    });
  },
  [
    { ...SOURCE, name: "source-lake" },
    { ...SOURCE, name: "source-lake", path: "parameters.athena.work_group", value: "primary" },
    { ...SOURCE, name: "source-analytics", path: "parameters.postgresql.host", value: "other" },
    { ...SOURCE, name: "source-analytics", path: "credentials.secret_arn", value: "other" },
    { ...SOURCE, name: "source-analytics", path: "ssl_properties.disable_ssl", value: true },
    { ...SOURCE, name: "source-analytics", path: "vpc_connection_properties" },
    { ...VPC_CONNECTION, path: "subnet_ids", value: ["${aws_subnet.network_public-a.id}"] },
    { ...VPC_CONNECTION, path: "security_group_ids", value: [] },
    { ...INGRESS },
    { ...INGRESS, path: "referenced_security_group_id", value: "other" },
  ],
);

test("SU-A1 has nothing of QuickSight without a subscription", () => {
  const typesOf = (name: string): string[] => Object.keys(exampleFixture("scale-up", name).config.resource!);
  const ofQuickSight = (name: string): string[] => typesOf(name).filter((type) => type.startsWith("aws_quicksight_"));
  expect(ofQuickSight("prod")).toEqual([]);
  expect(ofQuickSight("staging")).toEqual([SOURCE.type, VPC_CONNECTION.type]);
});
