import { amountsOf, type Estimated } from "./charges";

interface Example extends Estimated {
  readonly title: string;
  /** USD of a month by charge, computed by hand from the price in the comment. */
  readonly expected: Readonly<Record<string, string>>;
}

const network: readonly Example[] = [
  {
    title: "a NAT gateway at 0.045 an hour and 0.045 a GB",
    resources: { aws_nat_gateway: { a: {} } },
    usage: { "aws_nat_gateway.a": { monthly_data_processed_gb: 200 } },
    expected: { gateway: "32.85", "data processed": "9" },
  },
  {
    title: "a NAT gateway in Ireland at 0.048",
    resources: { aws_nat_gateway: { a: {} } },
    region: "eu-west-1",
    expected: { gateway: "35.04" },
  },
  {
    title: "a public address at 0.005 an hour",
    resources: { aws_eip: { a: {} } },
    expected: { "public IPv4 address": "3.65" },
  },
  {
    title: "an interface endpoint at 0.01 an hour in each of two subnets",
    resources: { aws_vpc_endpoint: { sqs: { vpc_endpoint_type: "Interface", subnet_ids: ["subnet-1", "subnet-2"] } } },
    usage: { "aws_vpc_endpoint.sqs": { monthly_data_processed_gb: 10 } },
    expected: { endpoint: "14.6", "data processed": "0.1" },
  },
  {
    title: "an application load balancer at 0.0225 with two public addresses and one LCU at 0.008",
    resources: { aws_lb: { web: { subnets: ["subnet-1", "subnet-2"] } } },
    usage: { "aws_lb.web": { average_capacity_units: 1 } },
    expected: { "load balancer": "16.425", "public IPv4 addresses": "7.3", "capacity units": "5.84" },
  },
  {
    title: "an internal load balancer without public addresses",
    resources: { aws_lb: { web: { internal: true, subnets: ["subnet-1", "subnet-2"] } } },
    expected: { "load balancer": "16.425" },
  },
  {
    title: "a network load balancer at 0.0225 with one address for each mapped subnet",
    resources: {
      aws_lb: { web: { load_balancer_type: "network", subnet_mapping: [{ subnet_id: "subnet-1" }] } },
    },
    expected: { "load balancer": "16.425", "public IPv4 addresses": "3.65" },
  },
];

const compute: readonly Example[] = [
  {
    title: "a function of 128 MB by default on x86: 2 million requests at 0.20, 100 ms at 0.0000166667 a GB-s",
    resources: { aws_lambda_function: { api: {} } },
    usage: { "aws_lambda_function.api": { monthly_requests: 2_000_000, average_request_duration_ms: 100 } },
    expected: { requests: "0.4", duration: "0.4166675" },
  },
  {
    title: "a function of 1 GB on arm64 at 0.0000133334 a GB-s",
    resources: { aws_lambda_function: { api: { architectures: ["arm64"], memory_size: 1024 } } },
    usage: { "aws_lambda_function.api": { monthly_requests: 1_000_000, average_request_duration_ms: 200 } },
    expected: { requests: "0.2", duration: "2.66668" },
  },
  {
    title: "ephemeral storage of 1.5 GB above the included 512 MB at 0.0000000309",
    resources: { aws_lambda_function: { api: { ephemeral_storage: { size: 2048 } } } },
    usage: { "aws_lambda_function.api": { monthly_requests: 1_000_000, average_request_duration_ms: 1000 } },
    expected: { requests: "0.2", duration: "2.0833375", "ephemeral storage above 512 MB": "0.04635" },
  },
  {
    title: "provisioned concurrency of an alias: 5 environments of 2 GB on arm64 at 0.0000033334",
    resources: {
      aws_lambda_function: { api: { architectures: ["arm64"], memory_size: 2048 } },
      aws_lambda_alias: { live: { function_name: "${aws_lambda_function.api.function_name}" } },
      aws_lambda_provisioned_concurrency_config: {
        api: { function_name: "${aws_lambda_alias.live.function_name}", provisioned_concurrent_executions: 5 },
      },
    },
    usage: { "aws_lambda_function.api": { monthly_requests: 1_000_000, average_request_duration_ms: 100 } },
    expected: {
      requests: "0.2",
      // 200,000 GB-s at 0.0000077778 instead of 0.0000133334.
      "duration on provisioned concurrency": "1.55556",
      "provisioned concurrency": "87.601752",
    },
  },
  {
    title: "a Fargate service of four tasks with 0.5 vCPU at 0.04048 and 1 GB at 0.004445",
    resources: {
      aws_ecs_task_definition: { api: { cpu: "512", memory: "1024" } },
      aws_ecs_service: {
        api: { launch_type: "FARGATE", desired_count: 4, task_definition: "${aws_ecs_task_definition.api.arn}" },
      },
    },
    expected: { vCPU: "59.1008", memory: "12.9794" },
  },
  {
    title: "tasks on ARM with a public address each and 10 GB of extra storage",
    resources: {
      aws_ecs_task_definition: {
        api: {
          cpu: "1024",
          memory: "2048",
          runtime_platform: { cpu_architecture: "ARM64" },
          ephemeral_storage: { size_in_gib: 30 },
        },
      },
      aws_ecs_service: {
        api: {
          capacity_provider_strategy: [{ capacity_provider: "FARGATE", weight: 1 }],
          desired_count: 1,
          task_definition: "${aws_ecs_task_definition.api.arn}",
          network_configuration: { assign_public_ip: true },
        },
      },
    },
    // 730 h at 0.03238, 1,460 GB-h at 0.00356, 7,300 GB-h at 0.000111, 730 h at 0.005.
    expected: { vCPU: "23.6374", memory: "5.1976", "storage above 20 GB": "0.8103", "public IPv4 addresses": "3.65" },
  },
  {
    title: "average tasks of the usage file in place of the desired count",
    resources: {
      aws_ecs_task_definition: { api: { cpu: "256", memory: "512" } },
      aws_ecs_service: {
        api: { launch_type: "FARGATE", desired_count: 2, task_definition: "${aws_ecs_task_definition.api.arn}" },
      },
    },
    usage: { "aws_ecs_service.api": { average_tasks: 3.5 } },
    expected: { vCPU: "25.8566", memory: "5.6784875" },
  },
  {
    title: "a schedule of one run a minute: 43,800 invocations at 1.00 a million",
    resources: { aws_scheduler_schedule: { minutely: { schedule_expression: "rate(1 minute)" } } },
    expected: { invocations: "0.0438" },
  },
  {
    title: "a Fargate task of an hour every ten hours: 73 runs",
    resources: {
      aws_ecs_task_definition: { batch: { cpu: "1024", memory: "2048" } },
      aws_scheduler_schedule: {
        batch: {
          schedule_expression: "rate(10 hours)",
          target: { ecs_parameters: { task_definition_arn: "${aws_ecs_task_definition.batch.arn}" } },
        },
      },
    },
    usage: { "aws_scheduler_schedule.batch": { average_task_minutes: 60 } },
    // 73 hours of 1 vCPU and 2 GB.
    expected: { invocations: "0.000073", vCPU: "2.95504", memory: "0.64897" },
  },
  {
    title: "two alarms of a target tracking policy at 0.10",
    resources: { aws_appautoscaling_policy: { cpu: { policy_type: "TargetTrackingScaling" } } },
    expected: { alarms: "0.2" },
  },
  {
    title: "images at 0.10 a GB",
    resources: { aws_ecr_repository: { images: {} } },
    usage: { "aws_ecr_repository.images": { storage_gb: 12 } },
    expected: { images: "1.2" },
  },
];

const databases: readonly Example[] = [
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

const others: readonly Example[] = [
  {
    title: "CloudFront over a tier: 10,240 GB at 0.085 and 10 GB at 0.080, 1 million requests at 0.01 for 10,000",
    resources: { aws_cloudfront_distribution: { site: {} } },
    usage: {
      "aws_cloudfront_distribution.site": {
        monthly_data_transfer_to_internet_gb: 10_250,
        monthly_https_requests: 1_000_000,
      },
    },
    expected: { "data to the internet": "871.2", "HTTPS requests": "1" },
  },
  {
    title: "a web ACL with two rules, one of them bot control",
    resources: {
      aws_wafv2_web_acl: {
        main: {
          rule: [
            { name: "rate" },
            {
              name: "bots",
              statement: { managed_rule_group_statement: { name: "AWSManagedRulesBotControlRuleSet" } },
            },
          ],
        },
      },
    },
    usage: { "aws_wafv2_web_acl.main": { monthly_requests: 5_000_000 } },
    expected: { "web ACL": "5", rules: "2", "bot control or account protection": "10", requests: "3" },
  },
  {
    title: "an HTTPS health check of an endpoint outside of AWS with a fast interval",
    resources: { aws_route53_health_check: { api: { type: "HTTPS", request_interval: 10 } } },
    expected: { "health check": "0.75", "HTTPS, text match, fast interval, latency": "4" },
  },
  {
    title: "a hosted zone with 2 million queries",
    resources: { aws_route53_zone: { main: {} } },
    usage: { "aws_route53_zone.main": { monthly_standard_queries: 2_000_000 } },
    expected: { "hosted zone": "0.5", "standard queries": "0.8" },
  },
  {
    title: "a REST API over a tier: 333 million at 3.50, 67 million at 2.80, and a cache of 0.5 GB",
    resources: {
      aws_api_gateway_rest_api: { shop: {} },
      aws_api_gateway_stage: { live: { cache_cluster_enabled: true, cache_cluster_size: "0.5" } },
    },
    usage: { "aws_api_gateway_rest_api.shop": { monthly_requests: 400_000_000 } },
    expected: { requests: "1353.1", cache: "14.6" },
  },
  {
    title: "an HTTP API in Ireland at 1.11",
    resources: { aws_apigatewayv2_api: { shop: { protocol_type: "HTTP" } } },
    region: "eu-west-1",
    usage: { "aws_apigatewayv2_api.shop": { monthly_requests: 2_000_000 } },
    expected: { requests: "2.22" },
  },
  {
    title: "a bucket: 100 GB at 0.023, 10,000 PUT at 0.005 and 100,000 GET at 0.0004 for 1,000",
    resources: { aws_s3_bucket: { site: {} } },
    usage: {
      "aws_s3_bucket.site": { storage_gb: 100, monthly_put_requests: 10_000, monthly_get_requests: 100_000 },
    },
    expected: { storage: "2.3", "PUT and LIST": "0.05", GET: "0.04" },
  },
  {
    title: "a FIFO queue at 0.50 a million",
    resources: { aws_sqs_queue: { orders: { fifo_queue: true } } },
    usage: { "aws_sqs_queue.orders": { monthly_requests: 3_000_000 } },
    expected: { requests: "1.5" },
  },
  {
    title: "a topic with 1 million publishes and 200,000 mails at 2.00 for 100,000",
    resources: { aws_sns_topic: { alarms: {} }, aws_sns_topic_subscription: { mail: { protocol: "email" } } },
    usage: {
      "aws_sns_topic.alarms": { monthly_publishes: 1_000_000 },
      "aws_sns_topic_subscription.mail": { monthly_deliveries: 200_000 },
    },
    expected: { publishes: "0.5", deliveries: "4" },
  },
  {
    title: "a workflow: 10,000 transitions at 0.025 for 1,000",
    resources: { aws_sfn_state_machine: { pay: {} } },
    usage: { "aws_sfn_state_machine.pay": { monthly_transitions: 10_000 } },
    expected: { "state transitions": "0.25" },
  },
  {
    title: "an express workflow: 1 million executions of 360 ms with 64 MB",
    resources: { aws_sfn_state_machine: { pay: { type: "EXPRESS" } } },
    usage: { "aws_sfn_state_machine.pay": { monthly_executions: 1_000_000, average_execution_ms: 360 } },
    // 100 hours x 0.0625 GB at 0.060012.
    expected: { requests: "1", duration: "0.375075" },
  },
  {
    title: "a key at 1.00 and 20,000 requests at 0.03 for 10,000",
    resources: { aws_kms_key: { data: {} } },
    usage: { "aws_kms_key.data": { monthly_requests: 20_000 } },
    expected: { key: "1", requests: "0.06" },
  },
  {
    title: "a secret with one replica at 0.40 each",
    resources: { aws_secretsmanager_secret: { api: { replica: [{ region: "us-west-2" }] } } },
    expected: { secret: "0.8" },
  },
  {
    title: "users of a pool without a tier, which is Essentials: 0.015",
    resources: { aws_cognito_user_pool: { users: {} } },
    usage: { "aws_cognito_user_pool.users": { monthly_active_users: 1000 } },
    expected: { "active users": "15" },
  },
  {
    title: "an alarm on two metrics of an expression, one of them with a period of 10 s: 0.30 each",
    resources: {
      aws_cloudwatch_metric_alarm: {
        share: {
          metric_query: [
            { id: "share", expression: "errors / requests" },
            { id: "errors", metric: { period: 10 } },
            { id: "requests", metric: { period: 60 } },
          ],
        },
      },
    },
    expected: { alarm: "0.6" },
  },
  {
    title: "an alarm on an anomaly band, which counts as three metrics",
    resources: {
      aws_cloudwatch_metric_alarm: {
        latency: {
          metric_query: [
            { id: "band", expression: "ANOMALY_DETECTION_BAND(latency, 2)" },
            { id: "latency", metric: { period: 300 } },
          ],
        },
      },
    },
    expected: { alarm: "0.3" },
  },
  {
    title: "a composite alarm at 0.50 and a dashboard at 3.00",
    resources: { aws_cloudwatch_composite_alarm: { shop: {} }, aws_cloudwatch_dashboard: { shop: {} } },
    expected: { "composite alarm": "0.5", dashboard: "3" },
  },
  {
    title: "a log group of infrequent access: 10 GB at 0.25, 2 GB stored at 0.03",
    resources: { aws_cloudwatch_log_group: { api: { log_group_class: "INFREQUENT_ACCESS" } } },
    usage: { "aws_cloudwatch_log_group.api": { monthly_data_ingested_gb: 10, storage_gb: 2 } },
    expected: { ingestion: "2.5", storage: "0.06" },
  },
  {
    title: "a canary every five minutes: 8,760 runs at 0.0012",
    resources: { aws_synthetics_canary: { shop: { schedule: { expression: "rate(5 minutes)" } } } },
    expected: { runs: "10.512" },
  },
  {
    title: "builds on a medium machine at 0.01 a minute, a V2 pipeline at 0.002, a V1 pipeline at 1.00",
    resources: {
      aws_codebuild_project: {
        test: { environment: { type: "LINUX_CONTAINER", compute_type: "BUILD_GENERAL1_MEDIUM" } },
      },
      aws_codepipeline: { main: { pipeline_type: "V2" }, old: {} },
    },
    usage: {
      "aws_codebuild_project.test": { monthly_build_minutes: 300 },
      "aws_codepipeline.main": { monthly_action_minutes: 1000 },
    },
    expected: { "build minutes": "3", "action minutes": "2", pipeline: "1" },
  },
  {
    title: "queries of 0.2 TB at 5.00 and 10 DPU hours at 0.44",
    resources: { aws_athena_workgroup: { analysts: {} }, aws_glue_job: { orders: {} } },
    usage: {
      "aws_athena_workgroup.analysts": { monthly_scanned_tb: 0.2 },
      "aws_glue_job.orders": { monthly_dpu_hours: 10 },
    },
    expected: { "scanned data": "1", "DPU hours": "4.4" },
  },
];

describe.each(Object.entries({ network, compute, databases, others }))("the estimate of %s", (_area, examples) => {
  test.each(examples)("$title", ({ title: _title, expected, ...input }) => {
    expect(amountsOf(input)).toEqual(expected);
  });
});
