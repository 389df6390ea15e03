import { App, TerraformOutput, TerraformStack } from "cdktf";
import type { AwsStack } from "../../../../modules/core/index";
import { InputError, type KeyReference } from "../../../../modules/core/index";
import { AuroraCluster, AuroraPrerequisites, type AuroraClusterProps } from "../../../../modules/data/aurora";
import { synthesizeStack } from "../../../../testing/index";
import { testRole } from "../../../support/synth";

const key = (name: string): KeyReference => ({
  keyArn: `arn:aws:kms:us-east-1:111122223333:key/${name}`,
  region: "us-east-1",
  grantUse: () => {},
});

const snapshot = (name: string): string => `arn:aws:rds:us-east-1:111122223333:cluster-snapshot:${name}`;

const props: AuroraClusterProps = {
  name: "shop-prod-database",
  databaseName: "shop",
  minCapacityAcu: 0.5,
  maxCapacityAcu: 4,
  instances: 2,
  placement: {
    vpcId: "vpc-1",
    subnetIds: ["subnet-a", "subnet-b"],
    availabilityZones: ["us-east-1a", "us-east-1b"],
  },
  dataKey: key("data"),
  logKey: key("logs"),
  backup: "hourly",
};

const synthesizeDatabase = (
  differences: Partial<AuroraClusterProps> = {},
  use: (database: AuroraCluster, stack: AwsStack<"us-east-1">) => void = () => {},
) => synthesizeStack((stack) => use(new AuroraCluster(stack, "database", { ...props, ...differences }), stack));

const built = (differences: Partial<AuroraClusterProps> = {}): AuroraCluster => {
  let database: AuroraCluster | undefined;
  synthesizeDatabase(differences, (made) => (database = made));
  return database!;
};

describe("AuroraCluster", () => {
  test("R-D1 the cluster runs Aurora PostgreSQL 16 on Serverless v2 with the given capacity", () => {
    expect(synthesizeDatabase().resource("aws_rds_cluster")).toMatchObject({
      cluster_identifier: "shop-prod-database",
      database_name: "shop",
      engine: "aurora-postgresql",
      engine_mode: "provisioned",
      engine_version: "16.8",
      port: 5432,
      serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 4 },
    });
  });

  test("R-D1 storage is encrypted, backups are retained for 14 days and the backup tag selects the plan", () => {
    expect(synthesizeDatabase().resource("aws_rds_cluster")).toMatchObject({
      storage_encrypted: true,
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/data",
      backup_retention_period: 14,
      preferred_backup_window: "02:00-03:00",
      preferred_maintenance_window: "sun:06:00-sun:07:00",
      copy_tags_to_snapshot: true,
      apply_immediately: false,
      iam_database_authentication_enabled: true,
      tags: { backup: "hourly" },
    });
  });

  test("R-D1 Secrets Manager manages the master password", () => {
    const cluster = synthesizeDatabase().resource("aws_rds_cluster");
    expect(cluster).toMatchObject({
      master_username: "dbowner",
      manage_master_user_password: true,
      master_user_secret_kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/data",
    });
    expect(cluster).not.toHaveProperty("master_password");
  });

  test("R-D1 the parameter group requires TLS and logs schema changes and slow queries", () => {
    expect(synthesizeDatabase().resource("aws_rds_cluster_parameter_group")).toMatchObject({
      name: "shop-prod-database-aurora-postgresql16",
      family: "aurora-postgresql16",
      parameter: [
        { name: "rds.force_ssl", value: "1" },
        { name: "log_statement", value: "ddl" },
        { name: "log_min_duration_statement", value: "1000" },
      ],
    });
  });

  test("R-D1 instances span the Availability Zones, the writer first", () => {
    const stack = synthesizeDatabase({ instances: 3 });
    const instances = Object.entries(stack.resources("aws_rds_cluster_instance"));
    const first = expect.stringMatching(/^aws_rds_cluster_instance\.database_instance-a_[0-9A-F]{8}$/);
    expect(
      instances.map(([, { identifier, availability_zone, promotion_tier, depends_on }]) => [
        identifier,
        availability_zone,
        promotion_tier,
        depends_on,
      ]),
    ).toEqual([
      ["shop-prod-database-a-2", "us-east-1a", 2, [first]],
      ["shop-prod-database-a", "us-east-1a", 0, []],
      ["shop-prod-database-b", "us-east-1b", 1, [first]],
    ]);
  });

  test("instances are private, upgraded automatically and monitored", () => {
    expect(synthesizeDatabase().resource("aws_rds_cluster_instance", "instance-b")).toMatchObject({
      instance_class: "db.serverless",
      publicly_accessible: false,
      auto_minor_version_upgrade: true,
      apply_immediately: false,
      ca_cert_identifier: "rds-ca-rsa2048-g1",
      copy_tags_to_snapshot: true,
      performance_insights_enabled: true,
      performance_insights_kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/data",
      performance_insights_retention_period: 7,
      monitoring_interval: 60,
      monitoring_role_arn: expect.stringContaining("aws_iam_role.database_monitoring-role"),
    });
  });

  test("only enhanced monitoring of the cluster's instances can assume the monitoring role", () => {
    const stack = synthesizeDatabase();
    expect(stack.resource("aws_iam_role")).toMatchObject({ name: "shop-prod-database-monitoring" });
    expect(stack.statements("trust")).toEqual([
      expect.objectContaining({
        principals: [{ type: "Service", identifiers: ["monitoring.rds.amazonaws.com"] }],
        condition: [
          {
            test: "ArnLike",
            variable: "aws:SourceArn",
            values: ["arn:aws:rds:us-east-1:111122223333:db:shop-prod-database-*"],
          },
        ],
      }),
    ]);
    expect(stack.resource("aws_iam_role_policy_attachment")).toMatchObject({
      policy_arn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    });
  });

  test("R-O3 the encrypted log group exists before the cluster", () => {
    const stack = synthesizeDatabase();
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/rds/cluster/shop-prod-database/postgresql",
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/logs",
      retention_in_days: 90,
    });
    expect(stack.resource("aws_rds_cluster")).toMatchObject({
      enabled_cloudwatch_logs_exports: ["postgresql"],
      depends_on: [expect.stringContaining("aws_cloudwatch_log_group.database_log-group")],
    });
  });

  test("retention and engine version are settings", () => {
    const stack = synthesizeDatabase({
      backupRetentionDays: 35,
      logRetentionDays: 365,
      engineVersion: "16.13",
    });
    expect(stack.resource("aws_rds_cluster")).toMatchObject({ backup_retention_period: 35, engine_version: "16.13" });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({ retention_in_days: 365 });
  });

  test("a retention that is undefined has its default", () => {
    const stack = synthesizeDatabase({
      backup: "none",
      backupRetentionDays: undefined,
      logRetentionDays: undefined,
    });
    expect(stack.resource("aws_rds_cluster")).toMatchObject({ backup_retention_period: 14, tags: { backup: "none" } });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({ retention_in_days: 90 });
  });

  test.each([undefined, snapshot("awsbackup:job-0b1c2d3e-0000-4000-8000-000000000000")])(
    "the plan ignores drift in engine version and snapshot for %s",
    (restoreFromSnapshotArn) => {
      expect(synthesizeDatabase({ restoreFromSnapshotArn }).resource("aws_rds_cluster")).toMatchObject({
        lifecycle: { ignore_changes: ["engine_version", "master_username", "snapshot_identifier"] },
      });
    },
  );

  test("a new cluster is empty by default", () => {
    expect(synthesizeDatabase().resource("aws_rds_cluster")).not.toHaveProperty("snapshot_identifier");
  });

  test.each(["before-failover", "rds:shop-2025-01-01-02-00", "awsbackup:copyjob-0b1c2d3e-0000-4000-8000-000000000000"])(
    "R-DR1 the snapshot %s restores the cluster with its master user, a new password and the region's key",
    (name) => {
      const cluster = synthesizeDatabase({ restoreFromSnapshotArn: snapshot(name) }).resource("aws_rds_cluster");
      expect(cluster).toMatchObject({
        snapshot_identifier: snapshot(name),
        database_name: "shop",
        engine_version: "16.8",
        manage_master_user_password: true,
        kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/data",
      });
      expect(cluster).not.toHaveProperty("master_username");
    },
  );

  test.each([
    "before-failover",
    "arn:aws:rds:us-west-2:111122223333:cluster-snapshot:before-failover",
    "arn:aws:rds:us-east-1:111122223333:snapshot:before-failover",
    "arn:aws:rds:us-east-1:111122223333:cluster-snapshot:",
    "arn:aws:rds:us-east-1:1111:cluster-snapshot:before-failover",
    "arn:aws:backup:us-east-1:111122223333:recovery-point:0b1c2d3e",
  ])("%s is not a snapshot", (restoreFromSnapshotArn) => {
    expect(() => synthesizeDatabase({ restoreFromSnapshotArn })).toThrow(
      /restoreFromSnapshotArn: got .*; allowed: the ARN of a cluster snapshot in us-east-1; copy the snapshot/,
    );
  });

  test("the snapshot comes from any region in a plain stack, whose region is unknown until plan", () => {
    const stack = new TerraformStack(new App(), "plain");
    const create = (id: string, restoreFromSnapshotArn: string) => () =>
      new AuroraCluster(stack, id, { ...props, restoreFromSnapshotArn });
    expect(create("arn", "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:before-failover")).not.toThrow();
    expect(create("name", "before-failover")).toThrow(
      /restoreFromSnapshotArn: got .*; allowed: the ARN of a cluster snapshot; copy the/,
    );
  });

  test("deletion is refused and takes a final snapshot by default, also for an undefined setting", () => {
    const stack = synthesizeDatabase({ deletionProtection: undefined });
    expect(stack.resource("aws_rds_cluster")).toMatchObject({
      deletion_protection: true,
      delete_automated_backups: false,
      skip_final_snapshot: false,
      final_snapshot_identifier: "shop-prod-database-final",
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.resource("aws_rds_cluster_instance", "instance-b")).toMatchObject({
      lifecycle: { prevent_destroy: true },
    });
  });

  test("deletionProtection: false allows deletion without a final snapshot", () => {
    const cluster = synthesizeDatabase({ deletionProtection: false }).resource("aws_rds_cluster");
    expect(cluster).toMatchObject({
      deletion_protection: false,
      delete_automated_backups: true,
      skip_final_snapshot: true,
      lifecycle: { prevent_destroy: false },
    });
    expect(cluster).not.toHaveProperty("final_snapshot_identifier");
  });

  test("R-N3 an allowed peer can connect to 5432 and nothing else can", () => {
    const closed = synthesizeDatabase();
    expect(closed.resources("aws_vpc_security_group_ingress_rule")).toEqual({});
    const stack = synthesizeDatabase({}, (database) =>
      database.allowFrom({ peerName: "app", securityGroupId: "sg-app" }),
    );
    const own = expect.stringContaining("aws_security_group.database_security-group");
    expect(stack.resource("aws_vpc_security_group_ingress_rule")).toMatchObject({
      security_group_id: own,
      referenced_security_group_id: "sg-app",
      from_port: 5432,
      to_port: 5432,
    });
    expect(stack.resource("aws_vpc_security_group_egress_rule")).toMatchObject({
      security_group_id: "sg-app",
      referenced_security_group_id: own,
    });
    expect(stack.resource("aws_rds_cluster")).toMatchObject({ vpc_security_group_ids: [own] });
  });

  test("grantReadCredentials allows reading the secret, and the data key through Secrets Manager only", () => {
    const stack = synthesizeDatabase({}, (database, scope) => database.grantReadCredentials(testRole(scope)));
    expect(stack.statements("role_permissions")).toEqual([
      expect.objectContaining({
        sid: "ReadCredentialsDatabase",
        actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
        resources: [
          expect.stringMatching(/aws_rds_cluster\.database_cluster_\w+\.master_user_secret\[0\]\.secret_arn/),
        ],
      }),
      expect.objectContaining({
        sid: "DecryptCredentialsDatabase",
        actions: ["kms:Decrypt"],
        resources: ["arn:aws:kms:us-east-1:111122223333:key/data"],
        condition: [
          { test: "StringEquals", variable: "kms:ViaService", values: ["secretsmanager.us-east-1.amazonaws.com"] },
        ],
      }),
    ]);
  });

  test("the cluster lists signals and graphs", () => {
    const { signals, graphs } = built();
    expect(signals.map(({ id, metricName, threshold, dimensions }) => [id, metricName, threshold, dimensions])).toEqual(
      [
        ["database-connections", "DatabaseConnections", 658, { DBClusterIdentifier: "shop-prod-database" }],
        ["database-cpu", "CPUUtilization", 80, { DBClusterIdentifier: "shop-prod-database" }],
      ],
    );
    expect(graphs.map(({ title }) => title)).toEqual([
      "Database connections",
      "Database CPU",
      "Database capacity",
      "Database storage",
    ]);
  });

  test("the fields give clients endpoints, port and database", () => {
    expect(built()).toMatchObject({ clusterIdentifier: "shop-prod-database", databaseName: "shop", port: 5432 });
  });

  test("the resource id identifies the cluster", () => {
    const { config } = synthesizeDatabase({}, ({ clusterResourceId }, stack) => {
      new TerraformOutput(stack, "cluster", { value: clusterResourceId });
    });
    expect(config.output!["cluster"]!["value"]).toMatch(
      /^\$\{aws_rds_cluster\.database_cluster_\w+\.cluster_resource_id\}$/,
    );
  });

  test("a new cluster has a version of the catalogue, a restored one that of its snapshot", () => {
    expect(() => synthesizeDatabase({ engineVersion: "16.1" })).toThrow(
      /engineVersion: got "16.1"; allowed: 16.8, .*choose a version of the catalogue.*retired ones cannot be created/,
    );
    const restored = synthesizeDatabase({ engineVersion: "16.99", restoreFromSnapshotArn: snapshot("before") });
    expect(restored.resource("aws_rds_cluster")["engine_version"]).toBe("16.99");
  });

  test("the prerequisites are the resources of the cluster without cluster and instances", () => {
    const prerequisites = synthesizeStack((stack) => {
      const grantee = testRole(stack);
      const database = new AuroraPrerequisites(stack, "database", props);
      database.grantReadFutureCredentials(grantee);
      expect(database.port).toBe(5432);
    });
    const complete = synthesizeDatabase({}, (database, stack) => database.grantReadCredentials(testRole(stack)));
    const added = complete.addresses.filter((address) => !prerequisites.addresses.includes(address));
    expect(added.map((address) => address.split(".")[0])).toEqual([
      "aws_rds_cluster",
      "aws_rds_cluster_instance",
      "aws_rds_cluster_instance",
    ]);
    expect(prerequisites.addresses.filter((address) => !complete.addresses.includes(address))).toEqual([]);
  });

  test("a role can read the credentials of a cluster that does not exist yet", () => {
    const stack = synthesizeDatabase({}, (database, owner) => database.grantReadFutureCredentials(testRole(owner)));
    expect(stack.statements("role_permissions")).toMatchObject([
      { resources: ["arn:aws:secretsmanager:us-east-1:111122223333:secret:rds!cluster-*"] },
      { actions: ["kms:Decrypt"], resources: ["arn:aws:kms:us-east-1:111122223333:key/data"] },
    ]);
    const elsewhere = synthesizeStack((owner) => {
      const regional = owner.providerIn("us-west-2");
      const keys = {
        dataKey: { ...key("data"), region: "us-west-2" },
        logKey: { ...key("logs"), region: "us-west-2" },
      } as const;
      const placement = { ...props.placement, availabilityZones: ["us-west-2a", "us-west-2b"] };
      new AuroraPrerequisites(owner, "database", { ...props, ...keys, placement, regional }).grantReadFutureCredentials(
        testRole(owner),
      );
    });
    expect(elsewhere.statements("role_permissions")[0]).toMatchObject({
      resources: ["arn:aws:secretsmanager:us-west-2:111122223333:secret:rds!cluster-*"],
    });
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeDatabase({
        name: "Shop--database",
        databaseName: "1shop",
        engineVersion: "15.4" as "16.8",
        minCapacityAcu: 5.25,
        maxCapacityAcu: 0.5,
        instances: 16,
        dataKey: { ...key("data"), region: "us-west-2" },
        logKey: { ...key("logs"), region: "us-west-2" },
        backup: "",
        backupRetentionDays: 36,
        logRetentionDays: 8 as 7,
        restoreFromSnapshotArn: "latest",
        placement: { vpcId: "vpc-1", subnetIds: ["subnet-a", "subnet-b"], availabilityZones: ["use1-az1"] },
      });
    expect(invalid).toThrow(InputError);
    for (const message of [
      /16 invalid settings/,
      /name: got "Shop--database"; allowed: a database cluster name of at most 63/,
      /databaseName: got "1shop"/,
      /engineVersion: got "15.4"; allowed: a minor version of 16, such as 16.8; copy EngineVersion of the snapshot/,
      /minCapacityAcu: got 5.25; allowed: 0 or 0.5 to 256 in steps of 0.5/,
      /maxCapacityAcu: got 0.5; allowed: 1 to 256 in steps of 0.5/,
      /minCapacityAcu: got 5.25; allowed: at most maxCapacityAcu, 0.5/,
      /instances: got 16; allowed: a whole number from 1 to 15/,
      /backupRetentionDays: got 36; allowed: a whole number from 1 to 35/,
      /logRetentionDays: got 8/,
      /backup: got ""/,
      /restoreFromSnapshotArn: got "latest"/,
      /dataKey\.region: got "us-west-2"; allowed: us-east-1/,
      /logKey\.region: got "us-west-2"; allowed: us-east-1/,
      /availabilityZones: got \["use1-az1"\]; allowed: at least two different/,
      /availabilityZones: got \["use1-az1"\]; allowed: names of Availability Zones/,
      /subnetIds: got \["subnet-a","subnet-b"\]; allowed: one subnet for each/,
    ]) {
      expect(invalid).toThrow(message);
    }
  });

  test.each([
    ["minCapacityAcu", { minCapacityAcu: -1 }, /minCapacityAcu: got -1/],
    ["minCapacityAcu", { minCapacityAcu: 257, maxCapacityAcu: 256 }, /minCapacityAcu: got 257/],
    ["maxCapacityAcu", { maxCapacityAcu: 300 }, /maxCapacityAcu: got 300/],
    ["maxCapacityAcu", { maxCapacityAcu: 1.2 }, /maxCapacityAcu: got 1.2/],
    ["name", { name: "a".repeat(54) }, /role name of at most 64 characters/],
    ["databaseName", { databaseName: "postgres" }, /databaseName: got "postgres"; allowed: no reserved word/],
    [
      "availabilityZones",
      { placement: { ...props.placement, availabilityZones: ["us-east-1a", "us-east-1a"] } },
      /at least two different Availability Zones/,
    ],
  ] as const)("refuses %s %j", (_property, differences, message) => {
    expect(() => synthesizeDatabase(differences)).toThrow(message);
  });

  test.each(["order", "User", "GRANT", "identity", "db", "rdsadmin"])(
    "the reserved name %s is refused",
    (databaseName) => {
      expect(() => synthesizeDatabase({ databaseName })).toThrow(
        `databaseName: got "${databaseName}"; allowed: no reserved word of PostgreSQL`,
      );
      expect(() => synthesizeDatabase({ databaseName: `shop_${databaseName}` })).not.toThrow();
    },
  );

  test("the extremes of every range are accepted", () => {
    const widest = { name: "a".repeat(53), minCapacityAcu: 0, maxCapacityAcu: 256, instances: 15 };
    expect(Object.keys(synthesizeDatabase(widest).resources("aws_rds_cluster_instance"))).toHaveLength(15);
  });

  test("every resource of a cluster in another region uses that region's provider", () => {
    const regionalKey = (name: string) => ({ ...key(name), region: "eu-west-1" as const });
    const stack = synthesizeStack((scope) => {
      const regional = scope.providerIn("eu-west-1");
      const keys = { dataKey: regionalKey("data"), logKey: regionalKey("logs") };
      new AuroraCluster(scope, "database", { ...props, ...keys, regional });
    });
    const blocks = Object.values(stack.config.resource ?? {}).flatMap((all) => Object.values(all));
    expect(new Set(blocks.map(({ provider }) => provider))).toEqual(new Set(["aws.eu-west-1"]));
    expect(JSON.stringify(stack.statements("monitoring-role_trust"))).toContain(
      "arn:aws:rds:eu-west-1:111122223333:db:",
    );
  });

  test("the addresses are these", () => {
    expect(synthesizeDatabase().addresses).toMatchInlineSnapshot(`
     [
       "aws_cloudwatch_log_group.database_log-group_D8F361D1",
       "aws_db_subnet_group.database_subnet-group_706EB4D1",
       "aws_iam_role.database_monitoring-role_B9C5A12D",
       "aws_iam_role_policy_attachment.database_monitoring-role_enhanced-monitoring_F34D7B3F",
       "aws_rds_cluster.database_cluster_FAF2FB92",
       "aws_rds_cluster_instance.database_instance-a_DD3545A3",
       "aws_rds_cluster_instance.database_instance-b_D709C5C8",
       "aws_rds_cluster_parameter_group.database_parameter-group_33D396C4",
       "aws_security_group.database_security-group_3B0458FA",
       "data.aws_iam_policy_document.database_monitoring-role_trust_document_AF9D3275",
     ]
    `);
  });
});
