import { all, atLeast, expectAt, fail, flag, isFalse, isSet, isTrue, when } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { Check, Rule } from "../../../engine/rule";
import { listOf } from "../../../engine/values";
import { isReplica } from "../../checks/database-replicas";
import { zonesAt } from "../../checks/subnets";
import { scalesItself } from "../checks/serverless-capacity";

const CLUSTERS = ["aws_rds_cluster", "aws_db_instance"];

/** Requires two instances in two AZs, or a Multi-AZ instance. */
const hasFailoverTarget: Check = (resource, { graph }) => {
  if (resource.type === "aws_db_instance") return flag(resource, "multi_az") ? [] : [fail("multi_az", "must be true")];
  const instances = graph.referrers(resource, "aws_rds_cluster_instance");
  const zones = new Set(instances.map(({ values, address }) => values["availability_zone"] ?? address));
  return instances.length >= 2 && zones.size >= 2
    ? []
    : [fail("", `needs two instances in two AZs, has ${instances.length} in ${zones.size}`)];
};

const CLUSTER = "aws_rds_cluster";

const isMysql = ({ values }: Resource): boolean => values["engine"] === "aurora-mysql";

const spansTwoZones: Check = (group, { graph }) => {
  const zones = zonesAt(group, "subnet_ids", graph);
  return zones === undefined || zones.size >= 2 ? [] : [fail("subnet_ids", "must name subnets of two AZs")];
};

export const RDS_DURABILITY_RULES: readonly Rule[] = [
  {
    id: "RDS-03",
    title: "Databases have deletion protection",
    severity: "high",
    rationale: "A mistaken apply must not delete the data.",
    fix: "Set deletion_protection to true. In a Groundplan module: `deletionProtection`.",
    controls: {
      fsbp: ["RDS.7", "RDS.8"],
      nist: ["CM-3a", "SC-5(2)"],
      checkov: ["CKV_AWS_139", "CKV_AWS_293"],
      trivy: ["AVD-AWS-0177", "AVD-AWS-0343"],
      nag: ["RDS10"],
    },
    types: CLUSTERS,
    relaxed: { dev: "off" },
    check: isTrue("deletion_protection"),
  },
  {
    id: "RDS-04",
    title: "Databases retain backups, also after deletion",
    severity: "high",
    rationale:
      "The default retention of one day is shorter than a weekend. A replica has the backups of its source, and no final snapshot.",
    fix: "Set backup_retention_period to at least 14 days in prod (7 in staging, 1 in dev), skip_final_snapshot and delete_automated_backups to false, and final_snapshot_identifier. In a Groundplan module: `backupRetentionDays` or `deletionProtection`.",
    awsError:
      "InvalidParameterCombination: FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified",
    controls: {
      fsbp: ["RDS.11", "RDS.50"],
      nist: ["CP-9", "CP-10"],
      checkov: ["CKV_AWS_133"],
      trivy: ["AVD-AWS-0077"],
      nag: ["RDS13"],
    },
    types: CLUSTERS,
    parameters: { days: 14 },
    relaxed: { staging: { days: 7 }, dev: { days: 1 } },
    check: when(
      ({ values }) => !isReplica(values),
      all(
        atLeast("backup_retention_period", "days"),
        when(
          (_resource, { profile }) => profile !== "dev",
          all(isFalse("skip_final_snapshot"), isSet("final_snapshot_identifier"), isFalse("delete_automated_backups")),
        ),
      ),
    ),
  },
  {
    id: "RDS-05",
    title: "Databases span two AZs",
    severity: "high",
    rationale: "A database with a single instance has no failover target. A replica is one of its source.",
    fix: "Create two aws_rds_cluster_instance in two AZs, or set multi_az to true on aws_db_instance. In a Groundplan module: `instances` or `availability`.",
    controls: { fsbp: ["RDS.5", "RDS.15"], nist: ["CP-2(5)", "SC-36"], checkov: ["CKV_AWS_157"], nag: ["RDS3"] },
    types: CLUSTERS,
    relaxed: { dev: "off" },
    check: when(({ values }) => !isReplica(values), hasFailoverTarget),
  },
  {
    id: "RDS-13",
    title: "Aurora MySQL has backtrack and audit logging",
    severity: "low",
    rationale: "Backtrack undoes a wrong statement within minutes; serverless clusters do not offer it.",
    fix: "Set backtrack_window on a provisioned cluster, and add audit to enabled_cloudwatch_logs_exports.",
    controls: {
      fsbp: ["RDS.14", "RDS.34", "RDS.45"],
      nist: ["AU-12", "CP-10"],
      checkov: ["CKV_AWS_325", "CKV_AWS_326"],
      nag: ["RDS14", "RDS16"],
    },
    types: [CLUSTER],
    relaxed: { dev: "off" },
    check: when(
      isMysql,
      all(
        when((cluster) => !scalesItself(cluster), atLeast("backtrack_window", 1)),
        expectAt("enabled_cloudwatch_logs_exports", "must include audit", (value) => listOf(value).includes("audit")),
      ),
    ),
  },
  {
    id: "RDS-15",
    title: "DB subnet groups span two AZs",
    severity: "high",
    rationale: "RDS rejects subnet groups in a single AZ.",
    fix: "Set subnet_ids to subnets of at least two AZs.",
    awsError: "DBSubnetGroupDoesNotCoverEnoughAZs: Please add subnets to cover at least 2 availability zones",
    controls: { nist: ["CP-2(5)"] },
    types: ["aws_db_subnet_group"],
    check: all(
      expectAt("subnet_ids", "must name two subnets", (value) => listOf(value).length >= 2),
      spansTwoZones,
    ),
  },
];
