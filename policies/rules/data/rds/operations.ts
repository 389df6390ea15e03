import { all, atLeast, expectAt, isSet, isTrue, when } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { Rule } from "../../../engine/rule";
import { isReplica } from "../../checks/database-replicas";
import { EXPIRED_AUTHORITIES, LISTED } from "../../checks/supported-versions";
import { logsStatements } from "../checks/database-logs";
import { allowsMinorUpgrades, isOffered } from "../checks/engine-versions";
import { hasGp3Rates } from "../checks/gp3-storage";
import { hasServerlessInstance, hasValidCapacity, scalesItself } from "../checks/serverless-capacity";

const CLUSTER = "aws_rds_cluster";
const CLUSTERS = ["aws_rds_cluster", "aws_db_instance"];
const PARAMETER_GROUPS = ["aws_rds_cluster_parameter_group", "aws_db_parameter_group"];
const INSTANCES = ["aws_rds_cluster_instance", "aws_db_instance"];

/** Performance Insights does not support the smallest burstable classes of MySQL and MariaDB. */
const offersInsights = ({ values }: Resource): boolean =>
  !/^(?:mysql|mariadb)$/.test(String(values["engine"])) ||
  !/^db\.t\d\w*\.(?:micro|small)$/.test(String(values["instance_class"]));

export const RDS_OPERATIONS_RULES: readonly Rule[] = [
  {
    id: "RDS-07",
    title: "Databases log slow statements and schema changes, and export their logs to CloudWatch",
    severity: "medium",
    rationale: "Logs on the instance are lost with it, and contain no statements unless a parameter enables them.",
    fix: "Set enabled_cloudwatch_logs_exports, and the parameters log_statement and log_min_duration_statement (PostgreSQL) or slow_query_log (MySQL). In a Groundplan module: `logs`.",
    controls: {
      fsbp: ["RDS.9", "RDS.36", "RDS.37", "RDS.40", "RDS.42"],
      nist: ["AU-2", "AU-12"],
      checkov: ["CKV_AWS_129", "CKV_AWS_324", "CKV2_AWS_27", "CKV2_AWS_30"],
      nag: ["RDSLoggingEnabled"],
    },
    types: [...CLUSTERS, ...PARAMETER_GROUPS],
    relaxed: { dev: "off" },
    check: all(
      when(({ type }) => CLUSTERS.includes(type), isSet("enabled_cloudwatch_logs_exports")),
      when(({ type }) => PARAMETER_GROUPS.includes(type), logsStatements),
    ),
  },
  {
    id: "RDS-09",
    title: "Database instances upgrade minor versions automatically and use a current certificate authority",
    severity: "medium",
    rationale: "Security fixes of the engine arrive as minor versions.",
    fix: "Set auto_minor_version_upgrade to true, and ca_cert_identifier to rds-ca-rsa2048-g1 or newer.",
    controls: {
      fsbp: ["RDS.13", "RDS.35"],
      cis: ["2.3.2"],
      nist: ["SI-2a"],
      checkov: ["CKV_AWS_226", "CKV_AWS_211"],
      nag: ["RDSAutomaticMinorVersionUpgradeEnabled"],
    },
    types: INSTANCES,
    check: all(
      isTrue("auto_minor_version_upgrade"),
      expectAt(
        "ca_cert_identifier",
        `must not have expired (${LISTED})`,
        (value) => !EXPIRED_AUTHORITIES.includes(String(value)),
      ),
    ),
  },
  {
    id: "RDS-10",
    title: "Database instances have enhanced monitoring and Performance Insights",
    severity: "low",
    rationale: "Without operating system metrics and query statistics a slow database cannot be explained.",
    fix: "Set monitoring_interval to at least 1, performance_insights_enabled to true and performance_insights_kms_key_id. In a Groundplan module: `performanceInsights`.",
    controls: {
      fsbp: ["RDS.6"],
      nist: ["CA-7"],
      checkov: ["CKV_AWS_118", "CKV_AWS_353", "CKV_AWS_354"],
      trivy: ["AVD-AWS-0078", "AVD-AWS-0133"],
      nag: ["RDSEnhancedMonitoringEnabled"],
    },
    types: INSTANCES,
    relaxed: { dev: "off" },
    check: all(
      atLeast("monitoring_interval", 1),
      when(offersInsights, all(isTrue("performance_insights_enabled"), isSet("performance_insights_kms_key_id"))),
    ),
  },
  {
    id: "RDS-11",
    title: "Snapshots copy the tags of their database",
    severity: "low",
    rationale: "A snapshot without tags has no owner.",
    fix: "Set copy_tags_to_snapshot to true.",
    controls: {
      fsbp: ["RDS.16", "RDS.17"],
      checkov: ["CKV_AWS_313", "CKV2_AWS_60"],
    },
    types: CLUSTERS,
    check: isTrue("copy_tags_to_snapshot"),
  },
  {
    id: "RDS-14",
    title: "Aurora Serverless v2 uses provisioned mode, a valid capacity range and a db.serverless instance",
    severity: "medium",
    rationale: "The engine mode serverless is the retired Serverless v1; AWS rejects invalid ranges at apply.",
    fix: "Set engine_mode to provisioned, serverlessv2_scaling_configuration to multiples of 0.5 up to 256, and instance_class to db.serverless.",
    awsError: "InvalidParameterValue: Serverless v2 capacity must be a multiple of 0.5",
    controls: { nist: ["CP-2"] },
    types: [CLUSTER],
    check: all(
      expectAt("engine_mode", "must be provisioned", (value) => value === undefined || value === "provisioned"),
      when(scalesItself, all(hasValidCapacity, hasServerlessInstance)),
    ),
  },
  {
    id: "RDS-16",
    title: "Databases run a supported engine version and accept its minor upgrades",
    severity: "medium",
    rationale: "AWS does not create databases with a retired version, which blocks a restore when it is needed most.",
    fix: "Set engine_version to a supported version; add engine_version to lifecycle.ignore_changes if minor upgrades are automatic.",
    awsError: "InvalidParameterCombination: Cannot find version 16.1 for aurora-postgresql",
    controls: { nist: ["SI-2a"] },
    types: [CLUSTER, "aws_db_instance"],
    check: when(({ values }) => !isReplica(values), all(isOffered, allowsMinorUpgrades)),
  },
  {
    id: "RDS-17",
    title: "Provisioned rates of gp3 storage fit its size",
    severity: "medium",
    rationale:
      "RDS refuses IOPS and throughput of PostgreSQL, MySQL and MariaDB below 400 GiB, the base rates included.",
    fix: "Remove iops and storage_throughput below 400 GiB; from there on set at least 12000 and 500, or remove them. In a Groundplan module: `storage`.",
    awsError: "You can't specify IOPS or storage throughput for engine postgres and a storage size less than 400.",
    controls: { nist: ["CP-2"] },
    types: ["aws_db_instance"],
    check: hasGp3Rates,
  },
];
