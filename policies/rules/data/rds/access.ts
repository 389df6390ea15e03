import { all, forType, isFalse, isSet, isTrue, when } from "../../../engine/checks";
import type { Rule } from "../../../engine/rule";
import { isReplicaInRegion } from "../../checks/database-replicas";
import { hasManagedPassword } from "../checks/master-passwords";
import { parameterIs } from "../checks/parameter-groups";

const CLUSTERS = ["aws_rds_cluster", "aws_db_instance"];
const COPIES = "aws_db_instance_automated_backups_replication";
const INSTANCES = ["aws_rds_cluster_instance", "aws_db_instance"];

/** Engines for which RDS has no IAM authentication. */
const WITHOUT_IAM_AUTHENTICATION = /^(?:custom-|db2-|oracle-|sqlserver-)/;

export const RDS_ACCESS_RULES: readonly Rule[] = [
  {
    id: "RDS-01",
    title: "Databases and copies of their backups are encrypted with a customer managed key",
    severity: "critical",
    rationale:
      "Encryption at rest cannot be enabled later without a restore. A replica in the region has the key of its source.",
    fix: "Set storage_encrypted to true and kms_key_id. In a Groundplan module: `dataKey`, `backupCopies`.",
    controls: {
      fsbp: ["RDS.3", "RDS.27"],
      cis: ["2.3.1"],
      nist: ["SC-13", "SC-28(1)"],
      checkov: ["CKV_AWS_16", "CKV_AWS_96", "CKV_AWS_327"],
      trivy: ["AVD-AWS-0079", "AVD-AWS-0080"],
      nag: ["RDS2"],
    },
    types: [...CLUSTERS, COPIES],
    check: all(
      when(({ type }) => type !== COPIES, isTrue("storage_encrypted")),
      when((database, { profile }) => profile !== "dev" && !isReplicaInRegion(database), isSet("kms_key_id")),
    ),
  },
  {
    id: "RDS-02",
    title: "Databases are not publicly accessible",
    severity: "critical",
    rationale: "A database on the internet is attacked immediately.",
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
    title: "Databases allow IAM authentication",
    severity: "medium",
    rationale: "Tokens that are valid for 15 minutes replace passwords that never expire.",
    fix: "Set iam_database_authentication_enabled to true.",
    controls: {
      fsbp: ["RDS.10", "RDS.12"],
      nist: ["AC-2", "IA-5(1)(c)"],
      checkov: ["CKV_AWS_161", "CKV_AWS_162"],
      trivy: ["AVD-AWS-0176"],
      nag: ["RDS6"],
    },
    types: CLUSTERS,
    relaxed: { dev: "off" },
    check: when(
      ({ values }) => !WITHOUT_IAM_AUTHENTICATION.test(String(values["engine"])),
      isTrue("iam_database_authentication_enabled"),
    ),
  },
  {
    id: "RDS-08",
    title: "Databases and proxies require TLS",
    severity: "high",
    rationale: "Credentials must not be sent unencrypted, not even inside a VPC.",
    fix: "Set the parameter rds.force_ssl to 1 (PostgreSQL) or require_secure_transport to ON (MySQL), db_cluster_parameter_group_name on the cluster, and require_tls to true on a proxy.",
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
    title: "RDS manages the master password, except of a database with replicas",
    severity: "high",
    rationale: "A password in the configuration is also in the state and in every plan.",
    fix: "Set manage_master_user_password to true, and master_username to a name other than admin, postgres or root; set no password. Where the database has replicas, set password from a generated secret instead. On a replica, set none of these. In a Groundplan module: `credentials`.",
    awsError:
      "Creating read replicas for source instance with engine postgres where ManageMasterUserPassword is enabled is not supported.",
    controls: { fsbp: ["RDS.24", "RDS.25"], nist: ["IA-5(1)(c)"] },
    types: CLUSTERS,
    check: hasManagedPassword,
  },
];
