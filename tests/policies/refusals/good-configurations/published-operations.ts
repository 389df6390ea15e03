const DATABASE = {
  engine: "mysql",
  engine_version: "8.4.3",
  instance_class: "db.t4g.medium",
  allocated_storage: 50,
  max_allocated_storage: 200,
  storage_type: "gp3",
  storage_encrypted: true,
  username: "app",
  manage_master_user_password: true,
  multi_az: true,
  db_subnet_group_name: "${aws_db_subnet_group.db.name}",
  backup_retention_period: 7,
  backup_window: "03:00-04:00",
  maintenance_window: "Sun:05:00-Sun:06:00",
  enabled_cloudwatch_logs_exports: ["error", "slowquery"],
  skip_final_snapshot: true,
};

/** Databases, buckets, pipelines and alarms, in the forms that guides and published modules use. */
export const OPERATED_SHAPES: Readonly<Record<string, object>> = {
  "databases and a cache": {
    resource: {
      aws_db_subnet_group: { db: { name: "db", subnet_ids: "${var.subnets}" } },
      aws_db_instance: {
        db: { identifier: "db", parameter_group_name: "${aws_db_parameter_group.db.name}", ...DATABASE },
        replica: {
          identifier: "db-replica",
          replicate_source_db: "${aws_db_instance.db.identifier}",
          instance_class: "db.t4g.medium",
          skip_final_snapshot: true,
        },
      },
      aws_db_parameter_group: {
        db: {
          name: "db",
          family: "mysql8.4",
          parameter: [
            { name: "slow_query_log", value: "1" },
            { name: "max_connections", value: "500", apply_method: "pending-reboot" },
          ],
        },
      },
      aws_rds_cluster: {
        aurora: {
          cluster_identifier: "aurora",
          engine: "aurora-postgresql",
          engine_mode: "provisioned",
          database_name: "app",
          master_username: "app",
          master_password: "${random_password.db.result}",
          serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 8 },
          skip_final_snapshot: true,
        },
      },
      aws_rds_cluster_instance: {
        aurora: {
          identifier: "aurora-1",
          cluster_identifier: "${aws_rds_cluster.aurora.id}",
          instance_class: "db.serverless",
          engine: "${aws_rds_cluster.aurora.engine}",
        },
      },
      aws_elasticache_subnet_group: { redis: { name: "redis", subnet_ids: "${var.subnets}" } },
      aws_elasticache_replication_group: {
        redis: {
          replication_group_id: "redis",
          description: "Sessions",
          engine: "redis",
          engine_version: "7.1",
          node_type: "cache.t4g.small",
          num_cache_clusters: 2,
          automatic_failover_enabled: true,
          multi_az_enabled: true,
          subnet_group_name: "${aws_elasticache_subnet_group.redis.name}",
          at_rest_encryption_enabled: true,
          transit_encryption_enabled: true,
          auth_token: "${random_password.redis.result}",
          snapshot_retention_limit: 5,
          snapshot_window: "00:00-01:00",
          maintenance_window: "sun:02:00-sun:03:00",
        },
      },
    },
  },
  "a bucket with all its parts": {
    resource: {
      aws_s3_bucket: { data: { bucket: "acme-data-123456789012" }, logs: { bucket: "acme-logs-123456789012" } },
      aws_s3_bucket_versioning: {
        data: { bucket: "${aws_s3_bucket.data.id}", versioning_configuration: { status: "Enabled" } },
      },
      aws_s3_bucket_server_side_encryption_configuration: {
        data: {
          bucket: "${aws_s3_bucket.data.id}",
          rule: { apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms" }, bucket_key_enabled: true },
        },
      },
      aws_s3_bucket_ownership_controls: {
        logs: { bucket: "${aws_s3_bucket.logs.id}", rule: { object_ownership: "BucketOwnerPreferred" } },
      },
      aws_s3_bucket_acl: {
        logs: {
          bucket: "${aws_s3_bucket.logs.id}",
          acl: "log-delivery-write",
          depends_on: ["aws_s3_bucket_ownership_controls.logs"],
        },
      },
      aws_s3_bucket_logging: {
        data: { bucket: "${aws_s3_bucket.data.id}", target_bucket: "${aws_s3_bucket.logs.id}", target_prefix: "data/" },
      },
      aws_s3_bucket_lifecycle_configuration: {
        data: {
          bucket: "${aws_s3_bucket.data.id}",
          rule: [
            {
              id: "archive",
              status: "Enabled",
              filter: { prefix: "archive/" },
              transition: [
                { days: 30, storage_class: "STANDARD_IA" },
                { days: 90, storage_class: "GLACIER" },
              ],
              expiration: { days: 365 },
            },
            {
              id: "versions",
              status: "Enabled",
              filter: {},
              noncurrent_version_expiration: { noncurrent_days: 30 },
              abort_incomplete_multipart_upload: { days_after_initiation: 7 },
            },
          ],
        },
      },
      aws_s3_bucket_notification: {
        data: {
          bucket: "${aws_s3_bucket.data.id}",
          lambda_function: [
            {
              lambda_function_arn: "${var.function_arn}",
              events: ["s3:ObjectCreated:*"],
              filter_prefix: "in/",
              filter_suffix: ".csv",
            },
          ],
        },
      },
      aws_s3_bucket_cors_configuration: {
        data: {
          bucket: "${aws_s3_bucket.data.id}",
          cors_rule: {
            allowed_methods: ["GET", "PUT"],
            allowed_origins: ["https://www.example.com"],
            allowed_headers: ["*"],
            max_age_seconds: 3000,
          },
        },
      },
    },
  },
  "a pipeline": {
    resource: {
      aws_codestarconnections_connection: { github: { name: "github", provider_type: "GitHub" } },
      aws_codebuild_project: {
        build: {
          name: "build",
          service_role: "${var.role}",
          artifacts: { type: "CODEPIPELINE" },
          environment: {
            compute_type: "BUILD_GENERAL1_SMALL",
            image: "aws/codebuild/amazonlinux2-x86_64-standard:5.0",
            type: "LINUX_CONTAINER",
            privileged_mode: true,
            environment_variable: [
              { name: "STAGE", value: "prod" },
              { name: "TOKEN", value: "/build/token", type: "PARAMETER_STORE" },
            ],
          },
          source: { type: "CODEPIPELINE", buildspec: "buildspec.yml" },
          logs_config: { cloudwatch_logs: { group_name: "/codebuild/build" } },
          cache: { type: "LOCAL", modes: ["LOCAL_DOCKER_LAYER_CACHE"] },
        },
      },
      aws_codepipeline: {
        main: {
          name: "main",
          role_arn: "${var.role}",
          artifact_store: {
            location: "acme-artifacts",
            type: "S3",
            encryption_key: { id: "${var.key_arn}", type: "KMS" },
          },
          stage: [
            {
              name: "Source",
              action: {
                name: "Source",
                category: "Source",
                owner: "AWS",
                provider: "CodeStarSourceConnection",
                version: "1",
                output_artifacts: ["source"],
                configuration: {
                  ConnectionArn: "${aws_codestarconnections_connection.github.arn}",
                  FullRepositoryId: "acme/app",
                  BranchName: "main",
                },
              },
            },
            {
              name: "Build",
              action: [
                {
                  name: "Build",
                  category: "Build",
                  owner: "AWS",
                  provider: "CodeBuild",
                  version: "1",
                  input_artifacts: ["source"],
                  output_artifacts: ["built"],
                  configuration: { ProjectName: "${aws_codebuild_project.build.name}" },
                },
              ],
            },
            {
              name: "Approve",
              action: { name: "Approve", category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
            },
            {
              name: "Deploy",
              action: {
                name: "Deploy",
                category: "Deploy",
                owner: "AWS",
                provider: "ECS",
                version: "1",
                input_artifacts: ["built"],
                configuration: { ClusterName: "main", ServiceName: "app", FileName: "imagedefinitions.json" },
              },
            },
          ],
        },
      },
    },
  },
  "alarms, a dashboard and a firewall": {
    resource: {
      aws_cloudwatch_metric_alarm: {
        cpu: {
          alarm_name: "cpu",
          comparison_operator: "GreaterThanOrEqualToThreshold",
          evaluation_periods: "2",
          metric_name: "CPUUtilization",
          namespace: "AWS/ECS",
          period: "120",
          statistic: "Average",
          threshold: "80",
          dimensions: { ClusterName: "main" },
          alarm_actions: ["${var.topic_arn}"],
        },
        rate: {
          alarm_name: "rate",
          comparison_operator: "GreaterThanThreshold",
          evaluation_periods: 2,
          threshold: 10,
          metric_query: [
            { id: "e1", expression: "m2/m1*100", label: "Error rate", return_data: "true" },
            {
              id: "m1",
              metric: {
                metric_name: "RequestCount",
                namespace: "AWS/ApplicationELB",
                period: 120,
                stat: "Sum",
                unit: "Count",
                dimensions: { LoadBalancer: "app/web" },
              },
            },
            {
              id: "m2",
              metric: {
                metric_name: "HTTPCode_ELB_5XX_Count",
                namespace: "AWS/ApplicationELB",
                period: 120,
                stat: "Sum",
                unit: "Count",
                dimensions: { LoadBalancer: "app/web" },
              },
            },
          ],
        },
        anomaly: {
          alarm_name: "anomaly",
          comparison_operator: "GreaterThanUpperThreshold",
          evaluation_periods: 2,
          threshold_metric_id: "e1",
          metric_query: [
            { id: "e1", expression: "ANOMALY_DETECTION_BAND(m1)", label: "expected", return_data: "true" },
            {
              id: "m1",
              return_data: "true",
              metric: { metric_name: "CPUUtilization", namespace: "AWS/EC2", period: 120, stat: "Average" },
            },
          ],
        },
      },
      aws_cloudwatch_dashboard: {
        main: {
          dashboard_name: "main",
          dashboard_body:
            '${jsonencode({ widgets = [{ type = "metric", x = 0, y = 0, width = 12, height = 6, properties = { region = var.region } }] })}',
        },
      },
      aws_wafv2_web_acl: {
        main: {
          name: "main",
          scope: "REGIONAL",
          default_action: { allow: {} },
          visibility_config: { cloudwatch_metrics_enabled: true, metric_name: "main", sampled_requests_enabled: true },
          rule: [
            {
              name: "common",
              priority: 1,
              override_action: { none: {} },
              statement: {
                managed_rule_group_statement: {
                  name: "AWSManagedRulesCommonRuleSet",
                  vendor_name: "AWS",
                  rule_action_override: [{ name: "SizeRestrictions_BODY", action_to_use: { count: {} } }],
                },
              },
              visibility_config: {
                cloudwatch_metrics_enabled: true,
                metric_name: "common",
                sampled_requests_enabled: true,
              },
            },
            {
              name: "rate",
              priority: 2,
              action: { block: {} },
              statement: { rate_based_statement: { limit: 2000, aggregate_key_type: "IP" } },
              visibility_config: {
                cloudwatch_metrics_enabled: true,
                metric_name: "rate",
                sampled_requests_enabled: true,
              },
            },
          ],
          dynamic: { rule: { for_each: "${var.rules}", content: { name: "${rule.value}", priority: "${rule.key}" } } },
        },
      },
      aws_wafv2_web_acl_association: {
        main: { resource_arn: "${var.lb_arn}", web_acl_arn: "${aws_wafv2_web_acl.main.arn}" },
      },
      aws_kms_key: { main: { description: "Main", enable_key_rotation: true, deletion_window_in_days: 7 } },
      aws_kms_alias: { main: { name: "alias/main", target_key_id: "${aws_kms_key.main.key_id}" } },
      aws_secretsmanager_secret: { db: { name: "prod/db", kms_key_id: "${aws_kms_key.main.id}" } },
      aws_ssm_parameter: {
        config: {
          name: "/app/config",
          type: "SecureString",
          value: "${jsonencode(var.config)}",
          key_id: "${aws_kms_key.main.arn}",
        },
      },
      aws_iam_policy: {
        app: {
          name: "app",
          policy:
            '${jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" }] })}',
        },
      },
      aws_iam_openid_connect_provider: {
        github: { url: "https://token.actions.githubusercontent.com", client_id_list: ["sts.amazonaws.com"] },
      },
      aws_iam_role: {
        github: {
          name: "github",
          assume_role_policy:
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"${aws_iam_openid_connect_provider.github.arn}"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:acme/app:*"}}}]}',
        },
      },
      aws_instance: { bastion: { ami: "${data.aws_ami.al2023.id}", instance_type: "t3.micro" } },
      aws_eks_cluster: {
        main: { name: "main", role_arn: "${var.role}", vpc_config: { subnet_ids: "${var.subnets}" } },
      },
    },
    data: { aws_ami: { al2023: { most_recent: true, owners: ["amazon"] } } },
    module: { vpc: { source: "terraform-aws-modules/vpc/aws", version: "5.0.0", cidr: "10.0.0.0/16" } },
  },
};
