import { all, forType, isFalse, isSet, isTrue, when } from "../../../engine/checks";
import type { Rule } from "../../../engine/rule";
import { hasManagedPassword } from "../checks/master-passwords";
import { parameterIs } from "../checks/parameter-groups";

const CLUSTERS = ["aws_rds_cluster", "aws_db_instance"];
const INSTANCES = ["aws_rds_cluster_instance", "aws_db_instance"];

export const RDS_ACCESS_RULES: readonly Rule[] = [
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
    id: "RDS-06",
    title: "Databases accept IAM authentication",
    severity: "medium",
    rationale: "Tokens of fifteen minutes replace passwords that never end.",
    fix: "Set iam_database_authentication_enabled.",
    controls: {
      fsbp: ["RDS.10", "RDS.12"],
      nist: ["AC-2", "IA-5(1)(c)"],
      checkov: ["CKV_AWS_161", "CKV_AWS_162"],
      trivy: ["AVD-AWS-0176"],
      nag: ["RDS6"],
    },
    types: CLUSTERS,
    relaxed: { dev: "off" },
    check: isTrue("iam_database_authentication_enabled"),
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
