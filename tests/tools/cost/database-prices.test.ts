import { testAmounts, type PricedExample } from "./priced-examples";

const databases: readonly PricedExample[] = [
  {
    title: "Aurora Serverless: 0.5 ACU at 0.12 always, 1.5 on average, with the secret of its managed password",
    resources: {
      aws_rds_cluster: {
        main: {
          engine: "aurora-postgresql",
          manage_master_user_password: true,
          serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 4 },
        },
      },
      aws_rds_cluster_instance: {
        a: { instance_class: "db.serverless", cluster_identifier: "${aws_rds_cluster.main.id}" },
      },
    },
    usage: {
      "aws_rds_cluster.main": { storage_gb: 10, monthly_io_requests: 5_000_000, additional_backup_storage_gb: 10 },
      "aws_rds_cluster_instance.a": { average_capacity_units: 1.5 },
    },
    expected: {
      "secret of the managed password": "0.4",
      storage: "1",
      "I/O requests": "1",
      "backups beyond the volume": "0.21",
      "minimum capacity": "43.8",
      "capacity above the minimum": "87.6",
    },
  },
  {
    title: "I/O-Optimized Aurora at 0.16 an ACU and 0.225 a GB, without charge for I/O",
    resources: {
      aws_rds_cluster: {
        main: {
          engine: "aurora-postgresql",
          storage_type: "aurora-iopt1",
          serverlessv2_scaling_configuration: { min_capacity: 1, max_capacity: 4 },
        },
      },
      aws_rds_cluster_instance: {
        a: { instance_class: "db.serverless", cluster_identifier: "${aws_rds_cluster.main.id}" },
      },
    },
    usage: { "aws_rds_cluster.main": { storage_gb: 10 } },
    expected: { storage: "2.25", "minimum capacity": "116.8" },
  },
  {
    title: "PostgreSQL db.r6g.xlarge in two zones at 0.899, which is not twice 0.45, with 500 GB at 0.23",
    resources: {
      aws_db_instance: {
        main: {
          engine: "postgres",
          instance_class: "db.r6g.xlarge",
          multi_az: true,
          storage_type: "gp3",
          allocated_storage: 500,
        },
      },
    },
    expected: { instance: "656.27", storage: "115" },
  },
  {
    title: "a replica with engine and storage of its source, in one zone",
    resources: {
      aws_db_instance: {
        main: { engine: "mysql", instance_class: "db.t3.micro", storage_type: "gp3", allocated_storage: 20 },
        replica: { instance_class: "db.t3.small", replicate_source_db: "${aws_db_instance.main.identifier}" },
      },
    },
    expected: {
      // The last line of a name counts here: those of the replica, at 0.034 an hour and 20 GB at 0.115.
      instance: "24.82",
      storage: "2.3",
    },
  },
  {
    title: "a replica and a proxy that name their instance by ARN and by identifier",
    resources: {
      aws_db_instance: {
        main: {
          identifier: "shop",
          engine: "mysql",
          instance_class: "db.t3.micro",
          storage_type: "gp3",
          allocated_storage: 20,
        },
        replica: {
          identifier: "shop-standby",
          instance_class: "db.t3.small",
          replicate_source_db: "arn:aws:rds:us-east-1:123456789012:db:shop",
        },
      },
      aws_db_proxy: { main: {} },
      aws_db_proxy_target: {
        main: { db_proxy_name: "${aws_db_proxy.main.name}", db_instance_identifier: "shop" },
      },
    },
    expected: { instance: "24.82", storage: "2.3", proxy: "21.9" },
  },
  {
    title: "gp3 throughput above 12,000 IOPS at 0.04 in two zones",
    resources: {
      aws_db_instance: {
        main: {
          engine: "postgres",
          instance_class: "db.r6g.large",
          multi_az: true,
          storage_type: "gp3",
          allocated_storage: 400,
          iops: 13_000,
        },
      },
    },
    expected: { instance: "328.5", storage: "92", "IOPS above 12000": "40" },
  },
  {
    title: "a proxy at 0.015 for each of the four vCPUs of its target",
    resources: {
      aws_db_instance: {
        main: { engine: "postgres", instance_class: "db.r6g.xlarge", storage_type: "gp3", allocated_storage: 20 },
      },
      aws_db_proxy: { main: {} },
      aws_db_proxy_target: {
        main: {
          db_proxy_name: "${aws_db_proxy.main.name}",
          db_instance_identifier: "${aws_db_instance.main.identifier}",
        },
      },
    },
    expected: { instance: "328.5", storage: "2.3", proxy: "43.8" },
  },
  {
    title: "a serverless Redis cache, metered at 1 GB at least: 0.125 a GB-hour",
    resources: { aws_elasticache_serverless_cache: { main: { engine: "redis" } } },
    usage: { "aws_elasticache_serverless_cache.main": { average_data_gb: 3, monthly_processing_units: 10_000_000 } },
    expected: { "minimum data": "91.25", "data above the minimum": "182.5", "processing units": "0.034" },
  },
  {
    title: "a serverless Valkey cache, metered at 0.1 GB at least: 0.084 a GB-hour",
    resources: { aws_elasticache_serverless_cache: { main: { engine: "valkey" } } },
    expected: { "minimum data": "6.132" },
  },
  {
    title: "minimums of a serverless cache that are metered unused: 2 GB and 1,000 ECPU a second",
    resources: {
      aws_elasticache_serverless_cache: {
        main: {
          engine: "redis",
          cache_usage_limits: { data_storage: { minimum: 2, unit: "GB" }, ecpu_per_second: { minimum: 1000 } },
        },
      },
    },
    expected: { "minimum data": "182.5", "minimum processing units": "8.9352" },
  },
  {
    title: "Redis in two shards of three r6g.large at 0.206",
    resources: {
      aws_elasticache_replication_group: {
        main: { engine: "redis", node_type: "cache.r6g.large", num_node_groups: 2, replicas_per_node_group: 2 },
      },
    },
    expected: { nodes: "902.28" },
  },
  {
    title: "Valkey nodes at 0.8 of the price of Redis",
    resources: {
      aws_elasticache_replication_group: {
        main: { engine: "valkey", node_type: "cache.r6g.large", num_cache_clusters: 2 },
      },
    },
    usage: { "aws_elasticache_replication_group.main": { snapshot_storage_gb: 10 } },
    expected: { nodes: "240.608", "snapshots beyond the first": "0.85" },
  },
  {
    title: "an on-demand table with recovery and stream",
    resources: {
      aws_dynamodb_table: {
        orders: {
          billing_mode: "PAY_PER_REQUEST",
          point_in_time_recovery: { enabled: true },
          stream_enabled: true,
        },
      },
    },
    usage: {
      "aws_dynamodb_table.orders": {
        monthly_write_request_units: 4_000_000,
        monthly_read_request_units: 8_000_000,
        storage_gb: 10,
        monthly_stream_read_requests: 1_000_000,
      },
    },
    expected: {
      "write request units": "2.5",
      "read request units": "1",
      storage: "2.5",
      "point-in-time recovery": "2",
      "stream reads": "0.2",
    },
  },
  {
    title: "capacity of a table without a billing mode, and of its index: 30 WCU at 0.00065, 15 RCU at 0.00013",
    resources: {
      aws_dynamodb_table: {
        orders: {
          write_capacity: 20,
          read_capacity: 10,
          global_secondary_index: [{ write_capacity: 10, read_capacity: 5 }],
        },
      },
    },
    expected: { "write capacity units": "14.235", "read capacity units": "1.4235" },
  },
];

describe("the estimate of databases and caches", () => testAmounts(databases));
