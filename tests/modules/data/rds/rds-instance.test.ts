import { App, TerraformStack } from "cdktf";
import type { AwsStack } from "../../../../modules/core/index";
import { RdsInstance, type RdsInstanceProps } from "../../../../modules/data/rds";
import { synthesizeStack } from "../../../../testing/index";
import { testRole } from "../../../support/synth";
import { key, managed, master, postgres } from "./rds-settings";

type Stack = AwsStack<"us-east-1">;

const synthesizeDatabase = (
  differences: Partial<RdsInstanceProps> = {},
  use: (database: RdsInstance, stack: Stack) => void = () => {},
) => synthesizeStack((stack: Stack) => use(new RdsInstance(stack, "database", { ...postgres, ...differences }), stack));

const mysql = {
  engine: "mysql",
  engineVersion: "8.4.10",
  instanceClass: "db.t3.micro",
  maxConnections: 60,
  availability: { zone: "us-east-1a" },
  credentials: "rds-managed",
  replicas: [],
} as const satisfies Partial<RdsInstanceProps>;

const source = (stack: ReturnType<typeof synthesizeDatabase>) => stack.resource("aws_db_instance", "instance");

describe("RdsInstance", () => {
  test("the instance is encrypted, private, monitored and protected from deletion", () => {
    expect(source(synthesizeDatabase())).toMatchObject({
      identifier: "shop-database",
      engine: "postgres",
      engine_version: "16.13",
      engine_lifecycle_support: "open-source-rds-extended-support-disabled",
      instance_class: "db.r6g.xlarge",
      db_name: "shop",
      port: 5432,
      multi_az: true,
      allocated_storage: 500,
      storage_type: "gp3",
      storage_encrypted: true,
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/data",
      publicly_accessible: false,
      iam_database_authentication_enabled: true,
      auto_minor_version_upgrade: true,
      ca_cert_identifier: "rds-ca-rsa2048-g1",
      copy_tags_to_snapshot: true,
      apply_immediately: false,
      backup_retention_period: 14,
      backup_window: "02:00-03:00",
      maintenance_window: "sun:06:00-sun:07:00",
      monitoring_interval: 60,
      performance_insights_enabled: true,
      performance_insights_kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/data",
      performance_insights_retention_period: 7,
      deletion_protection: true,
      delete_automated_backups: false,
      skip_final_snapshot: false,
      final_snapshot_identifier: "shop-database-final",
      tags: { backup: "shop" },
      lifecycle: {
        prevent_destroy: true,
        ignore_changes: ["engine_version", "snapshot_identifier", "username"],
      },
    });
  });

  test("the generated master user is that of the secret", () => {
    const instance = source(synthesizeDatabase());
    expect(instance).toMatchObject({ username: "dbowner", password: "from-the-secret" });
    expect(instance).not.toHaveProperty("manage_master_user_password");
  });

  test("RDS manages the password on request", () => {
    const instance = source(synthesizeDatabase(managed));
    expect(instance).toMatchObject({
      username: "dbowner",
      manage_master_user_password: true,
      master_user_secret_kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/data",
    });
    expect(instance).not.toHaveProperty("password");
  });

  test("replicas follow the instance in their zones, without user, key, subnets and final snapshot of their own", () => {
    const stack = synthesizeDatabase();
    const replica = stack.resource("aws_db_instance", "replica-b");
    expect(replica).toMatchObject({
      identifier: "shop-database-replica-b",
      replicate_source_db: expect.stringMatching(/aws_db_instance\.database_instance_\w+\.identifier/),
      instance_class: "db.r6g.xlarge",
      availability_zone: "us-east-1b",
      storage_encrypted: true,
      parameter_group_name: expect.stringContaining("aws_db_parameter_group.database_parameter-group"),
      deletion_protection: true,
      skip_final_snapshot: true,
      depends_on: [
        expect.stringContaining("postgresql-log-replica-b"),
        expect.stringContaining("upgrade-log-replica-b"),
      ],
      lifecycle: { prevent_destroy: true },
    });
    for (const argument of ["username", "password", "kms_key_id", "db_subnet_group_name", "engine", "tags"]) {
      expect(replica).not.toHaveProperty(argument);
    }
    expect(stack.resource("aws_db_instance", "replica-a")).toMatchObject({ instance_class: "db.r6g.large" });
  });

  test.each([
    [
      {},
      "shop-database-postgres16",
      "postgres16",
      [
        { name: "rds.force_ssl", value: "1" },
        { name: "log_statement", value: "ddl" },
        { name: "log_min_duration_statement", value: "1000" },
        { name: "max_connections", value: "1500", apply_method: "pending-reboot" },
      ],
    ],
    [
      mysql,
      "shop-database-mysql8-4",
      "mysql8.4",
      [
        { name: "require_secure_transport", value: "ON" },
        { name: "log_output", value: "FILE" },
        { name: "slow_query_log", value: "1" },
        { name: "long_query_time", value: "1" },
        { name: "max_connections", value: "60", apply_method: "immediate" },
      ],
    ],
  ] as const)("the parameter group requires TLS, logs slow statements and pins max_connections", (...row) => {
    const [differences, name, family, parameter] = row;
    expect(synthesizeDatabase(differences).resource("aws_db_parameter_group")).toMatchObject({
      name,
      family,
      parameter,
      lifecycle: { create_before_destroy: true },
    });
  });

  test("MySQL on a micro class stays in one zone and has no Performance Insights", () => {
    const instance = source(synthesizeDatabase(mysql));
    expect(instance).toMatchObject({
      engine: "mysql",
      port: 3306,
      multi_az: false,
      availability_zone: "us-east-1a",
      performance_insights_enabled: false,
      enabled_cloudwatch_logs_exports: ["error", "slowquery"],
    });
    expect(instance).not.toHaveProperty("performance_insights_kms_key_id");
  });

  test("performanceInsights: false disables them", () => {
    const off = synthesizeDatabase({ performanceInsights: false });
    expect(source(off)).toMatchObject({ performance_insights_enabled: false });
    expect(source(synthesizeDatabase({ performanceInsights: true }))).toMatchObject({
      performance_insights_enabled: true,
    });
  });

  test("every exported log type has an encrypted log group before the instance exists", () => {
    const stack = synthesizeDatabase({ logs: ["postgresql"], logRetentionDays: 365, replicas: [] });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/rds/instance/shop-database/postgresql",
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/logs",
      retention_in_days: 365,
    });
    expect(source(stack)).toMatchObject({
      enabled_cloudwatch_logs_exports: ["postgresql"],
      depends_on: [expect.stringContaining("aws_cloudwatch_log_group.database_postgresql-log")],
    });
  });

  test("storage grows, and has its own rates from 400 GiB on", () => {
    const storage = { gb: 400, maxGb: 1000, iops: 16_000, throughput: 1000 };
    expect(source(synthesizeDatabase({ storage }))).toMatchObject({
      allocated_storage: 400,
      max_allocated_storage: 1000,
      iops: 16_000,
      storage_throughput: 1000,
    });
    const io2 = source(synthesizeDatabase({ storage: { gb: 100, type: "io2", iops: 100_000 } }));
    expect(io2).toMatchObject({ storage_type: "io2", iops: 100_000 });
  });

  test("backups are copied into another region with a key of that region", () => {
    const stack = synthesizeStack((scope: Stack) => {
      const copyKey = { ...key("copies"), region: "us-west-2" } as const;
      const copies = { regional: scope.providerIn("us-west-2"), key: copyKey };
      new RdsInstance(scope, "database", { ...postgres, backupCopies: copies });
      const longer = { ...postgres, name: "shop-other", backupCopies: { ...copies, retentionDays: 30 } };
      new RdsInstance(scope, "other", longer);
    });
    const type = "aws_db_instance_automated_backups_replication";
    expect(stack.resource(type, "database")).toMatchObject({
      provider: "aws.us-west-2",
      source_db_instance_arn: expect.stringMatching(/aws_db_instance\.database_instance_\w+\.arn/),
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/copies",
      retention_period: 7,
    });
    expect(stack.resource(type, "other")).toMatchObject({ retention_period: 30 });
  });

  test("a snapshot restores the instance with its master user", () => {
    const restoreFromSnapshotArn = "arn:aws:rds:us-east-1:111122223333:snapshot:awsbackup:job-0b1c";
    const instance = source(synthesizeDatabase({ restoreFromSnapshotArn, engineVersion: "16.99" }));
    expect(instance).toMatchObject({ snapshot_identifier: restoreFromSnapshotArn, engine_version: "16.99" });
    expect(instance).not.toHaveProperty("username");
    const mysqlInstance = source(synthesizeDatabase({ ...mysql, restoreFromSnapshotArn, engineVersion: "8.4.99" }));
    expect(mysqlInstance).toMatchObject({ manage_master_user_password: true });
  });

  test("a snapshot comes from any region in a plain stack, whose region is unknown until plan", () => {
    const stack = new TerraformStack(new App(), "plain");
    const create = (id: string, restoreFromSnapshotArn: string) => () =>
      new RdsInstance(stack, id, { ...postgres, restoreFromSnapshotArn });
    expect(create("arn", "arn:aws:rds:eu-west-1:111122223333:snapshot:before")).not.toThrow();
    expect(create("name", "before")).toThrow(/allowed: the ARN of a DB snapshot; copy the snapshot/);
  });

  test("deletionProtection: false allows deletion without a final snapshot", () => {
    const stack = synthesizeDatabase({ deletionProtection: false });
    expect(source(stack)).toMatchObject({
      deletion_protection: false,
      delete_automated_backups: true,
      skip_final_snapshot: true,
      lifecycle: { prevent_destroy: false },
    });
    expect(source(stack)).not.toHaveProperty("final_snapshot_identifier");
    expect(stack.resource("aws_db_instance", "replica-b")).toMatchObject({ deletion_protection: false });
  });

  test("an allowed peer can connect to the port of the engine and nothing else can", () => {
    expect(synthesizeDatabase().resources("aws_vpc_security_group_ingress_rule")).toEqual({});
    const stack = synthesizeDatabase(mysql, (database) =>
      database.allowFrom({ peerName: "app", securityGroupId: "sg-app" }),
    );
    const own = expect.stringContaining("aws_security_group.database_security-group");
    expect(stack.resource("aws_vpc_security_group_ingress_rule")).toMatchObject({
      security_group_id: own,
      referenced_security_group_id: "sg-app",
      from_port: 3306,
      to_port: 3306,
    });
    expect(source(stack)).toMatchObject({ vpc_security_group_ids: [own] });
  });

  test("grantConnect allows a role to sign in as one user of the instance and its replicas", () => {
    const stack = synthesizeDatabase({}, (database, scope) => database.grantConnect(testRole(scope), "shop_app"));
    expect(stack.statements("role_permissions")).toEqual([
      {
        sid: "ConnectDatabase",
        effect: "Allow",
        actions: ["rds-db:connect"],
        resources: ["instance", "replica-a", "replica-b"].map((id) =>
          expect.stringMatching(
            new RegExp(`^arn:aws:rds-db:us-east-1:111122223333:dbuser:.*database_${id}_\\w+\\.resource_id}/shop_app$`),
          ),
        ),
      },
    ]);
  });

  test("grantReadCredentials reads the managed secret, or that of the generated user", () => {
    const stack = synthesizeDatabase(managed, (database, scope) => database.grantReadCredentials(testRole(scope)));
    expect(stack.statements("role_permissions")).toMatchObject([
      {
        sid: "ReadCredentialsDatabase",
        resources: [expect.stringMatching(/aws_db_instance\.database_instance_\w+\.master_user_secret\[0\]/)],
      },
      { sid: "DecryptCredentialsDatabase", resources: ["arn:aws:kms:us-east-1:111122223333:key/data"] },
    ]);
    const readers: unknown[] = [];
    const credentials = { ...master, grantRead: (grantee: unknown) => readers.push(grantee) };
    synthesizeDatabase({ credentials }, (database, scope) => {
      const role = testRole(scope);
      database.grantReadCredentials(role);
      expect(readers).toEqual([role]);
      expect(database.credentialsSecretArn).toBe(master.secretArn);
    });
  });

  test("only enhanced monitoring of the instance and its replicas can assume the monitoring role", () => {
    expect(synthesizeDatabase().statements("trust")).toMatchObject([
      {
        principals: [{ type: "Service", identifiers: ["monitoring.rds.amazonaws.com"] }],
        condition: [
          {
            values: [
              "arn:aws:rds:us-east-1:111122223333:db:shop-database",
              "arn:aws:rds:us-east-1:111122223333:db:shop-database-*",
            ],
          },
        ],
      },
    ]);
  });

  test("the instance lists its endpoints, signals and graphs", () => {
    synthesizeDatabase({}, (database) => {
      expect(Object.keys(database.readerEndpoints)).toEqual(["us-east-1a", "us-east-1b"]);
      expect(database).toMatchObject({
        instanceIdentifier: "shop-database",
        databaseName: "shop",
        port: 5432,
        region: "us-east-1",
        acceptsReplicas: true,
      });
      expect(database.signals.map(({ id, threshold }) => [id, threshold])).toEqual([
        ["database-connections", 1200],
        ["database-cpu", 80],
        ["database-storage", 53_687_091_200],
        ["database-memory", 1_717_986_918],
        ["database-replica-a-connections", 1200],
        ["database-replica-a-cpu", 80],
        ["database-replica-a-storage", 53_687_091_200],
        ["database-replica-a-memory", 858_993_459],
        ["database-replica-a-lag", 60],
        ["database-replica-b-connections", 1200],
        ["database-replica-b-cpu", 80],
        ["database-replica-b-storage", 53_687_091_200],
        ["database-replica-b-memory", 1_717_986_918],
        ["database-replica-b-lag", 60],
      ]);
      expect(database.graphs.map(({ title, metrics }) => [title, metrics.length])).toEqual([
        ["Database connections", 3],
        ["Database CPU (%)", 3],
        ["Database free storage (bytes)", 3],
        ["Database freeable memory (bytes)", 3],
      ]);
    });
  });

  test("a burstable class has a signal for its credits", () => {
    synthesizeDatabase({ ...mysql, storage: { gb: 20 } }, ({ signals }) => {
      expect(signals.map(({ id, threshold, missingData }) => [id, threshold, missingData])).toEqual([
        ["database-connections", 48, "notBreaching"],
        ["database-cpu", 80, "notBreaching"],
        ["database-storage", 2_147_483_648, "breaching"],
        ["database-memory", 53_687_091, "notBreaching"],
        ["database-credits", 12, "notBreaching"],
      ]);
    });
  });

  test("the addresses are these", () => {
    expect(synthesizeDatabase({ replicas: [], logs: ["postgresql"] }).addresses).toMatchInlineSnapshot(`
      [
        "aws_cloudwatch_log_group.database_postgresql-log_07990A9C",
        "aws_db_instance.database_instance_D7FC2283",
        "aws_db_parameter_group.database_parameter-group_33D396C4",
        "aws_db_subnet_group.database_subnet-group_706EB4D1",
        "aws_iam_role.database_monitoring-role_B9C5A12D",
        "aws_iam_role_policy_attachment.database_monitoring-role_enhanced-monitoring_F34D7B3F",
        "aws_security_group.database_security-group_3B0458FA",
        "data.aws_iam_policy_document.database_monitoring-role_trust_document_AF9D3275",
      ]
    `);
  });
});
