import { type BadInput, refused } from "../bad-input";

const database = (changes: object, others: object = {}) => ({
  ...others,
  aws_db_instance: {
    shop: {
      identifier: "shop",
      engine: "postgres",
      engine_version: "16.4",
      instance_class: "db.m6g.large",
      allocated_storage: 100,
      storage_type: "gp3",
      username: "shop",
      manage_master_user_password: true,
      skip_final_snapshot: true,
      ...changes,
    },
  },
});
const PASSWORD = { manage_master_user_password: null, password: "correct-horse" };
const cluster = (changes: object) => ({
  aws_rds_cluster: {
    shop: {
      cluster_identifier: "shop",
      engine: "aurora-postgresql",
      master_username: "shop",
      manage_master_user_password: true,
      skip_final_snapshot: true,
      ...changes,
    },
  },
});

export const DATABASES: readonly BadInput[] = [
  refused(
    "pf-rds-multiaz-availability-zone",
    "aws_db_instance.shop availability_zone",
    "availability_zone is set on a Multi-AZ instance",
    database({ multi_az: true, availability_zone: "us-east-1a" }),
  ),
  refused(
    "pf-rds-gp3-iops-storage-threshold",
    "aws_db_instance.shop iops",
    "gp3 with 20 GiB cannot take custom iops/storage_throughput below 400",
    database({ allocated_storage: 20, iops: 3000 }),
  ),
  refused(
    "pf-rds-window-overlap",
    "aws_db_instance.shop backup_window",
    "Backup window 03:00-04:00 overlaps maintenance window",
    database({ backup_window: "03:00-04:00", maintenance_window: "Mon:03:30-Mon:04:30" }),
  ),
  refused(
    "pf-rds-logs-exports-engine",
    "aws_db_instance.shop enabled_cloudwatch_logs_exports",
    "Log type slowquery is not exportable for engine postgres",
    database({ enabled_cloudwatch_logs_exports: ["slowquery"] }),
  ),
  refused(
    "pf-rds-master-username-reserved",
    "aws_db_instance.shop username",
    "username rdsadmin is reserved by the engine",
    database({ username: "rdsadmin" }),
  ),
  refused(
    "pf-rds-master-username-length",
    "aws_db_instance.shop username",
    "username is 64 characters",
    database({ username: "a".repeat(64) }),
  ),
  refused(
    "pf-rds-max-allocated-storage",
    "aws_db_instance.shop max_allocated_storage",
    "max_allocated_storage 50 is below allocated_storage 100",
    database({ max_allocated_storage: 50 }),
  ),
  refused(
    "pf-rds-monitoring-role-required",
    "aws_db_instance.shop monitoring_interval",
    "monitoring_interval 60 needs monitoring_role_arn",
    database({ monitoring_interval: 60 }),
  ),
  refused("pf-rds-port-range", "aws_db_instance.shop port", "port 80 is outside 1150-65535", database({ port: 80 })),
  refused(
    "pf-rds-io1-iops-ratio",
    "aws_db_instance.shop iops",
    "iops 6000 is 60 per GiB for 100 GiB",
    database({ storage_type: "io1", iops: 6000 }),
  ),
  refused(
    "pf-rds-iops-required",
    "aws_db_instance.shop ",
    "storage_type io1 requires Iops",
    database({ storage_type: "io1" }),
  ),
  refused(
    "pf-rds-storage-throughput-gp3-only",
    "aws_db_instance.shop storage_throughput",
    "storage_throughput is set with storage_type gp2",
    database({ storage_type: "gp2", storage_throughput: 500 }),
  ),
  refused(
    "pf-rds-storage-throughput-max",
    "aws_db_instance.shop storage_throughput",
    "storage_throughput 5000 is above the gp3 maximum of 4000",
    database({ allocated_storage: 500, iops: 20000, storage_throughput: 5000 }),
  ),
  refused(
    "pf-rds-dbname-format",
    "aws_db_instance.shop db_name",
    "db_name '1shop' does not begin with a letter",
    database({ db_name: "1shop" }),
  ),
  refused(
    "pf-rds-password-valid",
    "aws_db_instance.shop password",
    "password contains ' '; RDS forbids '/', '@', double quotes and spaces",
    database({ ...PASSWORD, password: "with a space" }),
  ),
  refused(
    "pf-rds-license-model-engine",
    "aws_db_instance.shop license_model",
    "license_model bring-your-own-license is not valid for engine postgres",
    database({ license_model: "bring-your-own-license" }),
  ),
  refused(
    "pf-rds-magnetic-storage-deprecated",
    "aws_db_instance.shop storage_type",
    "storage_type: standard is magnetic storage",
    database({ storage_type: "standard" }),
  ),
  refused(
    "pf-rds-backup-window-duration",
    "aws_db_instance.shop backup_window",
    "backup_window '03:00-03:10' is only 10 minutes",
    database({ backup_window: "03:00-03:10" }),
  ),
  refused(
    "pf-rds-timezone-engine",
    "aws_db_instance.shop timezone",
    "timezone is set on engine postgres",
    database({ timezone: "UTC" }),
  ),
  refused(
    "pf-rds-pi-retention-requires-enable",
    "aws_db_instance.shop performance_insights_retention_period",
    "performance_insights_retention_period is set without",
    database({ performance_insights_retention_period: 7 }),
  ),
  refused(
    "pf-rds-parameter-group-family-engine",
    "aws_db_instance.shop parameter_group_name",
    "Parameter group dbparametergroupshop has DBParameterGroupFamily",
    database(
      { parameter_group_name: "${aws_db_parameter_group.shop.name}" },
      { aws_db_parameter_group: { shop: { name: "shop", family: "mysql8.4" } } },
    ),
  ),
  refused(
    "pf-rds-serverless-v2-capacity-step",
    "aws_rds_cluster.shop serverlessv2_scaling_configuration.min_capacity",
    "min_capacity 0.7 is not a multiple of 0.5",
    cluster({ serverlessv2_scaling_configuration: [{ min_capacity: 0.7, max_capacity: 4 }] }),
  ),
  refused(
    "pf-rds-serverless-v2-capacity",
    "aws_rds_cluster.shop serverlessv2_scaling_configuration.min_capacity",
    "min_capacity 8 exceeds max_capacity 4",
    cluster({ serverlessv2_scaling_configuration: [{ min_capacity: 8, max_capacity: 4 }] }),
  ),
  refused(
    "pf-rds-serverless-v2-auto-pause",
    "aws_rds_cluster.shop serverlessv2_scaling_configuration.seconds_until_auto_pause",
    "seconds_until_auto_pause is set with min_capacity 1",
    cluster({
      serverlessv2_scaling_configuration: [{ min_capacity: 1, max_capacity: 4, seconds_until_auto_pause: 300 }],
    }),
  ),
  refused(
    "pf-rds-engine-mode-serverless-retired",
    "aws_rds_cluster.shop engine_mode",
    "engine_mode: serverless is Aurora Serverless v1",
    cluster({ engine_mode: "serverless" }),
  ),
  refused(
    "pf-rds-backtrack",
    "aws_rds_cluster.shop backtrack_window",
    "Backtrack is only available on aurora-mysql",
    cluster({ backtrack_window: 3600 }),
  ),
  refused(
    "pf-rds-cluster-logs-exports-engine",
    "aws_rds_cluster.shop enabled_cloudwatch_logs_exports",
    "Log type audit is not exportable for engine aurora-postgresql",
    cluster({ enabled_cloudwatch_logs_exports: ["audit"] }),
  ),
  refused(
    "pf-rds-cluster-port-range",
    "aws_rds_cluster.shop port",
    "port 80 is outside 1150-65535",
    cluster({ port: 80 }),
  ),
  refused(
    "pf-rds-cluster-instance-class-aurora",
    "aws_rds_cluster.shop db_cluster_instance_class",
    "db_cluster_instance_class is set on engine aurora-postgresql",
    cluster({ db_cluster_instance_class: "db.m6gd.large" }),
  ),
  refused(
    "pf-rds-cluster-storage-type",
    "aws_rds_cluster.shop storage_type",
    "storage_type gp3 is not valid for engine aurora-postgresql",
    cluster({ storage_type: "gp3" }),
  ),
  refused(
    "pf-rds-proxy-iam-auth-requires-tls",
    "aws_db_proxy.shop auth",
    "iam_auth: REQUIRED without require_tls: true",
    {
      aws_db_proxy: {
        shop: {
          name: "shop",
          engine_family: "POSTGRESQL",
          role_arn: "arn:aws:iam::123456789012:role/shop",
          vpc_subnet_ids: ["subnet-1", "subnet-2"],
          require_tls: false,
          auth: [
            {
              auth_scheme: "SECRETS",
              iam_auth: "REQUIRED",
              secret_arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop",
            },
          ],
        },
      },
    },
  ),
];
