import type { TestStack } from "groundplan/testing";
import { requirement } from "./requirement";

const WRITER = { type: "aws_db_instance", name: "database_instance" } as const;
const GROUP = { type: "aws_elasticache_replication_group" } as const;

interface Parameter {
  readonly name: string;
  readonly value: string;
}

function parameters(stack: TestStack): Record<string, string> {
  const { parameter } = stack.resource("aws_db_parameter_group") as unknown as { parameter: Parameter[] };
  return Object.fromEntries(parameter.map(({ name, value }) => [name, value]));
}

requirement(
  "SF-D1 has PostgreSQL on db.r6g.xlarge with 500 GB of gp3, Multi-AZ, encrypted, with 7 days of backups",
  (stack) => {
    const writer = stack.resource("aws_db_instance", "database_instance");
    expect(writer).toMatchObject({
      identifier: "shopflow-database",
      engine: "postgres",
      engine_version: expect.stringMatching(/^16\.\d+$/),
      instance_class: "db.r6g.xlarge",
      allocated_storage: 500,
      storage_type: "gp3",
      storage_encrypted: true,
      kms_key_id: expect.stringContaining("aws_kms_key.data-key"),
      multi_az: true,
      backup_retention_period: 7,
      publicly_accessible: false,
      deletion_protection: true,
    });
  },
  [
    { ...WRITER, path: "engine", value: "mysql" },
    { ...WRITER, path: "engine_version", value: "13.4" },
    { ...WRITER, path: "instance_class", value: "db.t4g.medium" },
    { ...WRITER, path: "allocated_storage", value: 400 },
    { ...WRITER, path: "storage_type", value: "gp2" },
    { ...WRITER, path: "storage_encrypted", value: false },
    { ...WRITER, path: "multi_az", value: false },
    { ...WRITER, path: "backup_retention_period", value: 1 },
    { ...WRITER, path: "publicly_accessible", value: true },
  ],
);

requirement(
  "SF-D1 has a read replica in each zone, of the same class",
  (stack) => {
    const replicas = ["a", "b"].map((letter) => stack.resource("aws_db_instance", `database_replica-${letter}`));
    expect(replicas).toEqual(
      ["us-east-1a", "us-east-1b"].map(
        (zone) =>
          expect.objectContaining({
            replicate_source_db: expect.stringContaining("aws_db_instance.database_instance") as string,
            availability_zone: zone,
            instance_class: "db.r6g.xlarge",
            storage_type: "gp3",
          }) as object,
      ),
    );
    expect(Object.keys(stack.resources("aws_db_instance"))).toHaveLength(3);
  },
  ["a", "b"].flatMap((letter) => [
    { type: "aws_db_instance", name: `database_replica-${letter}` },
    { type: "aws_db_instance", name: `database_replica-${letter}`, path: "availability_zone", value: "us-east-1c" },
    { type: "aws_db_instance", name: `database_replica-${letter}`, path: "replicate_source_db", value: "other" },
    { type: "aws_db_instance", name: `database_replica-${letter}`, path: "instance_class", value: "db.r6g.large" },
  ]),
);

requirement(
  "SF-D1 has a parameter group of its own, with TLS, slow statements and pinned connections",
  (stack) => {
    expect(stack.resource("aws_db_parameter_group")["family"]).toBe("postgres16");
    expect(parameters(stack)).toMatchObject({
      "rds.force_ssl": "1",
      log_min_duration_statement: "1000",
      max_connections: "2000",
    });
    for (const name of ["database_instance", "database_replica-a", "database_replica-b"]) {
      expect(stack.resource("aws_db_instance", name)["parameter_group_name"]).toContain("aws_db_parameter_group");
    }
  },
  [
    { type: "aws_db_parameter_group", path: "family", value: "postgres13" },
    { type: "aws_db_parameter_group", path: "parameter", value: [] },
    { ...WRITER, path: "parameter_group_name", value: "default.postgres16" },
  ],
);

requirement(
  "SF-D1 generates the password of the master user, because RDS refuses replicas of a managed one",
  (stack) => {
    const writer = stack.resource("aws_db_instance", "database_instance");
    expect(writer).toMatchObject({
      username: "shopflow",
      password: expect.stringContaining("aws_secretsmanager_secret_version.database-secret"),
    });
    expect(writer).not.toHaveProperty("manage_master_user_password");
  },
  [
    { ...WRITER, path: "username", value: "postgres" },
    { ...WRITER, path: "password", value: "a-literal-password" },
  ],
);

requirement(
  "SF-D2 has Redis in cluster mode with two shards of a primary and two replicas on cache.r6g.large",
  (stack) => {
    expect(stack.resource("aws_elasticache_replication_group")).toMatchObject({
      replication_group_id: "shopflow-cache",
      engine: "redis",
      engine_version: "7.1",
      node_type: "cache.r6g.large",
      num_node_groups: 2,
      replicas_per_node_group: 2,
      automatic_failover_enabled: true,
      multi_az_enabled: true,
    });
    expect(stack.resource("aws_elasticache_parameter_group")).toMatchObject({
      family: "redis7",
      parameter: [{ name: "cluster-enabled", value: "yes" }],
    });
  },
  [
    { ...GROUP, path: "engine", value: "valkey" },
    { ...GROUP, path: "node_type", value: "cache.t4g.micro" },
    { ...GROUP, path: "num_node_groups", value: 1 },
    { ...GROUP, path: "replicas_per_node_group", value: 1 },
    { ...GROUP, path: "automatic_failover_enabled", value: false },
    { ...GROUP, path: "multi_az_enabled", value: false },
    { type: "aws_elasticache_parameter_group", path: "parameter", value: [] },
  ],
);

requirement(
  "SF-D2 requires TLS and a password that is in Secrets Manager, and encrypts data at rest",
  (stack) => {
    expect(stack.resource("aws_elasticache_replication_group")).toMatchObject({
      transit_encryption_enabled: true,
      transit_encryption_mode: "required",
      auth_token: expect.stringContaining("aws_secretsmanager_secret_version.cache-secret"),
      at_rest_encryption_enabled: "true",
      kms_key_id: expect.stringContaining("aws_kms_key.data-key"),
    });
  },
  [
    { ...GROUP, path: "transit_encryption_enabled", value: false },
    { ...GROUP, path: "transit_encryption_mode", value: "preferred" },
    { ...GROUP, path: "auth_token", value: "a-literal-password" },
    { ...GROUP, path: "at_rest_encryption_enabled", value: "false" },
  ],
);
