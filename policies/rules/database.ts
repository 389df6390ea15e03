import { all, atLeast, fail, forType, isFalse, isSet, isTrue, when } from "../engine/checks";
import type { Check, Rule } from "../engine/rule";
import { recordsOf } from "../engine/values";
import { hasManagedPassword } from "./database-engine";

const CLUSTERS = ["aws_rds_cluster", "aws_db_instance"];
const INSTANCES = ["aws_rds_cluster_instance", "aws_db_instance"];

/** At least two instances in two zones, or a Multi-AZ instance. */
const hasFailoverTarget: Check = (resource, { graph }) => {
  if (resource.type === "aws_db_instance")
    return resource.values["multi_az"] === true ? [] : [fail("multi_az", "must be true")];
  const instances = graph.referrers(resource, "aws_rds_cluster_instance");
  const zones = new Set(instances.map(({ values, address }) => values["availability_zone"] ?? address));
  return instances.length >= 2 && zones.size >= 2
    ? []
    : [fail("", `needs two instances in two zones, has ${instances.length} in ${zones.size}`)];
};

const parameterIs =
  (name: string, value: string): Check =>
  ({ values }) =>
    recordsOf(values["parameter"]).some((one) => one["name"] === name && String(one["value"]) === value)
      ? []
      : [fail("parameter", `must set ${name} to ${value}`)];

export const DATABASE_RULES: readonly Rule[] = [
  {
    id: "RDS-01",
    title: "Databases are encrypted with a key of your own",
    severity: "critical",
    rationale: "Encryption at rest cannot be added later without a restore.",
    fix: "Set storage_encrypted and kms_key_id.",
    controls: {
      fsbp: ["RDS.3", "RDS.27"],
      cis: ["2.3.1"],
      nist: ["SC-13", "SC-28(1)"],
      checkov: ["CKV_AWS_16", "CKV_AWS_96", "CKV_AWS_327"],
      trivy: ["AVD-AWS-0079", "AVD-AWS-0080"],
      nag: ["RDS2"],
    },
    types: CLUSTERS,
    check: all(
      isTrue("storage_encrypted"),
      when((_resource, { profile }) => profile !== "dev", isSet("kms_key_id")),
    ),
  },
  {
    id: "RDS-02",
    title: "No database has a public address",
    severity: "critical",
    rationale: "A database on the internet is attacked at once.",
    fix: "Set publicly_accessible to false.",
    controls: {
      fsbp: ["RDS.2"],
      cis: ["2.3.3"],
      nist: ["AC-3", "SC-7"],
      checkov: ["CKV_AWS_17"],
      trivy: ["AVD-AWS-0180"],
      nag: ["RDSInstancePublicAccess"],
    },
    types: INSTANCES,
    check: isFalse("publicly_accessible"),
  },
  {
    id: "RDS-03",
    title: "Databases are protected from deletion",
    severity: "high",
    rationale: "One wrong apply must not delete the data.",
    fix: "Set deletion_protection.",
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
    title: "Databases keep backups, also after their own deletion",
    severity: "high",
    rationale: "The default of one day is shorter than a weekend.",
    fix: "Set backup_retention_period, skip_final_snapshot false with final_snapshot_identifier, delete_automated_backups false.",
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
    check: all(
      atLeast("backup_retention_period", "days"),
      when(
        (_resource, { profile }) => profile !== "dev",
        all(isFalse("skip_final_snapshot"), isSet("final_snapshot_identifier"), isFalse("delete_automated_backups")),
      ),
    ),
  },
  {
    id: "RDS-05",
    title: "Databases survive the loss of a zone",
    severity: "high",
    rationale: "A cluster of one instance has nowhere to fail over to.",
    fix: "Make two cluster instances in two zones, or set multi_az.",
    controls: { fsbp: ["RDS.5", "RDS.15"], nist: ["CP-2(5)", "SC-36"], checkov: ["CKV_AWS_157"], nag: ["RDS3"] },
    types: CLUSTERS,
    relaxed: { dev: "off" },
    check: hasFailoverTarget,
  },
  {
    id: "RDS-08",
    title: "Databases refuse connections without TLS",
    severity: "high",
    rationale: "Inside a VPC credentials must not travel in the clear either.",
    fix: "Set rds.force_ssl to 1 (PostgreSQL) or require_secure_transport to ON (MySQL); require_tls on a proxy.",
    controls: { fsbp: ["RDS.38", "RDS.39", "RDS.43", "RDS.44"], nist: ["AC-17(2)", "SC-8"], checkov: ["CKV2_AWS_69"] },
    types: ["aws_rds_cluster_parameter_group", "aws_db_parameter_group", "aws_db_proxy", "aws_rds_cluster"],
    check: all(
      when(
        ({ type, values }) => /parameter_group$/.test(type) && /postgres/.test(String(values["family"])),
        parameterIs("rds.force_ssl", "1"),
      ),
      when(
        ({ type, values }) => /parameter_group$/.test(type) && /mysql|mariadb/.test(String(values["family"])),
        parameterIs("require_secure_transport", "ON"),
      ),
      forType("aws_db_proxy", isTrue("require_tls")),
      forType("aws_rds_cluster", isSet("db_cluster_parameter_group_name")),
    ),
  },
  {
    id: "RDS-12",
    title: "RDS makes and rotates the master password itself",
    severity: "high",
    rationale: "A password in the configuration is a password in the state and in every plan.",
    fix: "Set manage_master_user_password, no master_password, and a master_username that is not a default; none of these on a replica.",
    awsError: "InvalidParameterValue, for a replica with users of its own",
    controls: { fsbp: ["RDS.24", "RDS.25"], nist: ["IA-5(1)(c)"] },
    types: CLUSTERS,
    check: hasManagedPassword,
  },
];
