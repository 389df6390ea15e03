import { own, type OwnCase } from "./own-case";

const ROLE = "arn:aws:iam::123456789012:role/proxy";
const SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-AbCdEf";
const DATABASE = {
  identifier: "shop",
  engine: "postgres",
  engine_version: "16.11",
  instance_class: "db.r6g.large",
  allocated_storage: 100,
  storage_type: "gp3",
  username: "dbowner",
  manage_master_user_password: true,
  skip_final_snapshot: true,
};
const database = (changes: object, others: object = {}) => ({
  aws_db_instance: { shop: { ...DATABASE, ...changes }, ...others },
});
const cluster = (master_username: string) => ({
  aws_rds_cluster: {
    shop: {
      cluster_identifier: "shop",
      engine: "aurora-postgresql",
      master_username,
      manage_master_user_password: true,
      skip_final_snapshot: true,
    },
  },
});
const passwordOf = (password: string) => ({ manage_master_user_password: undefined, password });
const clusterWith = (master_password: string) => ({
  aws_rds_cluster: {
    shop: {
      cluster_identifier: "shop",
      engine: "aurora-mysql",
      master_username: "dbowner",
      master_password,
      skip_final_snapshot: true,
    },
  },
});
const small = { engine: "mysql", engine_version: "8.4.8", instance_class: "db.t4g.small" };
const replica = { replica: { identifier: "copy", instance_class: "db.r6g.large", replicate_source_db: "shop" } };
const followed = (days: unknown) => {
  const { replica: copy } = replica;
  const source = { ...copy, skip_final_snapshot: true, replicate_source_db: "${aws_db_instance.shop.identifier}" };
  return database({ backup_retention_period: days }, { replica: source });
};
const copyOf = (source_db_instance_arn: string) => ({
  ...database({}),
  aws_db_instance_automated_backups_replication: { copy: { source_db_instance_arn, retention_period: 7 } },
});
const instanceIn = (region: string): string => `arn:aws:rds:${region}:123456789012:db:shop`;
const proxy = (changes: object) => ({
  aws_db_proxy: {
    shop: {
      name: "shop",
      engine_family: "POSTGRESQL",
      require_tls: true,
      role_arn: ROLE,
      vpc_subnet_ids: ["subnet-0a", "subnet-0b"],
      auth: [{ auth_scheme: "SECRETS", secret_arn: SECRET }],
      ...changes,
    },
  },
});
const groupOf = (subnets: readonly string[], zones = ["us-east-1a", "us-east-1a"]) => ({
  aws_subnet: {
    a: { vpc_id: "vpc-0a", cidr_block: "10.0.0.0/24", availability_zone: zones[0] },
    b: { vpc_id: "vpc-0a", cidr_block: "10.0.1.0/24", availability_zone: zones[1] },
  },
  aws_db_subnet_group: { shop: { name: "shop", subnet_ids: subnets } },
});
const A_AND_B = ["${aws_subnet.a.id}", "${aws_subnet.b.id}"];
const COUNTED = ["${local.zones[count.index]}", "us-east-1b"];
const TWO_ZONES = ["us-east-1a", "us-east-1b"];
const cache = (changes: object) => ({
  aws_elasticache_replication_group: {
    shop: {
      replication_group_id: "shop",
      description: "Sessions",
      node_type: "cache.r6g.large",
      num_node_groups: 2,
      replicas_per_node_group: 1,
      automatic_failover_enabled: true,
      ...changes,
    },
  },
});
const user = (user_name: string, type = "iam") => ({
  aws_elasticache_user: {
    shop: {
      user_id: "shop",
      user_name,
      engine: "redis",
      access_string: "on ~* +@all",
      authentication_mode: [type === "iam" ? { type } : { type, passwords: ["a-password-of-a-test"] }],
    },
  },
});

export const OWN_DATABASES: readonly OwnCase[] = [
  ...own(
    "rds-master-username",
    "aws_db_instance.shop username",
    ["username is admin, which postgres reserves", database({ username: "admin" }), database({ username: "postgres" })],
    ["username is user", database({ username: "user" }), database({ ...small, username: "user" })],
    ["username is pg_owner", database({ username: "pg_owner" }), database({ ...small, username: "pg_owner" })],
    [
      "username is rdsrepladmin, which mysql reserves",
      database({ ...small, username: "rdsrepladmin" }),
      database({ ...small, username: "admin" }),
    ],
  ),
  ...own(
    "rds-master-username",
    "aws_db_instance.shop username",
    [
      "is Select, which mysql reserves",
      database({ ...small, username: "Select" }),
      database({ ...small, username: "root" }),
    ],
    ["is order, which postgres reserves", database({ username: "order" }), database({ username: "orders" })],
    [
      "is window, which mariadb reserves",
      database({ ...small, engine: "mariadb", engine_version: "11.4.8", username: "window" }),
      database({ engine: "db2-se", engine_version: "11.5", username: "window" }),
    ],
  ),
  ...own(
    "rds-master-password",
    "aws_db_instance.shop password",
    [
      "has 42 characters; mysql accepts 41",
      database({ ...small, ...passwordOf("a".repeat(42)) }),
      database({ ...small, ...passwordOf("a".repeat(41)) }),
    ],
    ["has 129 characters", database(passwordOf("a".repeat(129))), database(passwordOf("a".repeat(128)))],
    [
      "has 64 characters",
      {
        ...database({ ...small, ...passwordOf("${random_password.a.result}") }),
        random_password: { a: { length: 64 } },
      },
      {
        ...database({ ...small, ...passwordOf("${random_password.a.result}") }),
        random_password: { a: { length: 40 } },
      },
    ],
  ),
  ...own("rds-master-password", "aws_rds_cluster.shop master_password", [
    "has 50 characters; aurora-mysql accepts 41",
    clusterWith("a".repeat(50)),
    clusterWith("a".repeat(40)),
  ]),
  ...own(
    "rds-master-username",
    "aws_rds_cluster.shop master_username",
    ["master_username is rds_superuser", cluster("rds_superuser"), cluster("dbowner")],
    ["has 64 characters", cluster("a".repeat(64)), cluster("a".repeat(63))],
  ),
  ...own("rds-storage-minimum", "aws_db_instance.shop allocated_storage", [
    "allocated_storage must be at least 20, got 10",
    database({ allocated_storage: 10 }),
    database({ allocated_storage: 20 }),
  ]),
  ...own("rds-insights-class", "aws_db_instance.shop performance_insights_enabled", [
    "must be false for mysql on db.t4g.small",
    database({ ...small, performance_insights_enabled: true }),
    database({ ...small, instance_class: "db.t4g.medium", performance_insights_enabled: true }),
  ]),
  ...own(
    "rds-insights-advanced",
    "aws_db_instance.shop database_insights_mode",
    [
      "must be standard without Performance Insights for 31 days",
      database({
        database_insights_mode: "advanced",
        performance_insights_enabled: true,
        performance_insights_retention_period: 7,
      }),
      database({
        database_insights_mode: "advanced",
        performance_insights_enabled: true,
        performance_insights_retention_period: 465,
      }),
    ],
    [
      "must be standard",
      database({ database_insights_mode: "advanced" }),
      database({ database_insights_mode: "standard" }),
    ],
  ),
  ...own("rds-replica-source-backups", "aws_db_instance.shop backup_retention_period", [
    "must be at least 1, because a replica follows",
    followed(0),
    followed(1),
  ]),
  ...own(
    "rds-backup-copy-region",
    "aws_db_instance_automated_backups_replication.copy source_db_instance_arn",
    ["is in us-east-1, the region of the copy", copyOf(instanceIn("us-east-1")), copyOf(instanceIn("us-west-2"))],
    ["is in us-east-1", copyOf("${aws_db_instance.shop.arn}"), copyOf("${var.source_arn}")],
  ),
  ...own("rds-proxy-secret", "aws_db_proxy.shop auth[0].secret_arn", [
    "secret_arn must be set",
    proxy({ auth: [{ auth_scheme: "SECRETS" }] }),
    proxy({}),
  ]),
  ...own("rds-proxy-subnets", "aws_db_proxy.shop vpc_subnet_ids", [
    "must have subnets of two Availability Zones",
    proxy({ vpc_subnet_ids: ["subnet-0a"] }),
    proxy({ vpc_subnet_ids: ["subnet-0a", "subnet-0b"] }),
  ]),
  ...own(
    "rds-subnet-group-zones",
    "aws_db_subnet_group.shop subnet_ids",
    ["must have subnets of two Availability Zones", groupOf(A_AND_B), groupOf(A_AND_B, TWO_ZONES)],
    ["must have subnets", groupOf(["subnet-0a"]), groupOf(["subnet-0a", "subnet-0b"])],
    ["must have subnets", groupOf(["${aws_subnet.a.id}"], TWO_ZONES), groupOf(["${aws_subnet.a[*].id}"], COUNTED)],
  ),
  ...own(
    "elasticache-cluster-failover",
    "aws_elasticache_replication_group.shop automatic_failover_enabled",
    ["must be true in cluster mode", cache({ automatic_failover_enabled: false }), cache({})],
    [
      "must be true in cluster mode",
      cache({
        num_node_groups: 1,
        parameter_group_name: "default.redis7.cluster.on",
        automatic_failover_enabled: false,
      }),
      cache({ num_node_groups: 1, automatic_failover_enabled: false }),
    ],
  ),
  ...own("elasticache-snapshot-window", "aws_elasticache_replication_group.shop snapshot_window", [
    "must last at least 60 minutes",
    cache({ snapshot_window: "23:30-00:15" }),
    cache({ snapshot_window: "23:30-00:30" }),
  ]),
  ...own(
    "elasticache-iam-user",
    "aws_elasticache_user.shop user_name",
    ["must be shop, as user_id, with IAM", user("other"), user("shop")],
    ["must be shop", user("another"), user("another", "password")],
  ),
];
