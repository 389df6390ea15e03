/** The stages at which the emulator can refuse a resource. */
export type RefusingStage = "plan" | "apply" | "destroy";

/** Something that moto does not do as AWS does. */
export type Shortfall =
  /** It refuses the type, with an error that contains this text. The resources, and what depends on them, are left out from there on. */
  | { readonly refuses: RefusingStage; readonly error: string }
  /** The provider waits in vain, for longer than the tool has patience: for an attribute that the emulator never shows. */
  | { readonly neverShows: string }
  /** It forgets arguments, so that a second plan wants to set them again. */
  | { readonly forgets: readonly string[] };

/** By resource type. Each is shown by at least one resource of its type; otherwise the run fails, so that the list cannot rot. */
export type Shortfalls = Readonly<Record<string, readonly Shortfall[]>>;

/** Between security groups only. */
const RULE_DESCRIPTION: Shortfall = { forgets: ["description"] };

/** By module, of whose example they are true. Measured with moto 5.2.1 and the AWS provider 5.100.0. */
export const SHORTFALLS: Readonly<Record<string, Shortfalls>> = {
  compute: {
    // Every function comes back in a VPC of its own invention, in which the provider looks for a security group at the end.
    aws_lambda_function: [
      { forgets: ["logging_config"] },
      { refuses: "destroy", error: "default security group: empty result" },
    ],
  },
  core: {
    aws_vpc_security_group_egress_rule: [RULE_DESCRIPTION],
    aws_vpc_security_group_ingress_rule: [RULE_DESCRIPTION],
  },
  data: {
    aws_elasticache_serverless_cache: [{ refuses: "apply", error: "CreateServerlessCache" }],
    aws_rds_cluster: [
      { forgets: ["scaling_configuration"] },
      // As AWS does: the module protects the cluster from deletion.
      { refuses: "destroy", error: "Cannot delete protected Cluster" },
    ],
    aws_rds_cluster_instance: [
      {
        forgets: [
          "monitoring_interval",
          "monitoring_role_arn",
          "performance_insights_enabled",
          "performance_insights_kms_key_id",
          "performance_insights_retention_period",
        ],
      },
    ],
    aws_s3_bucket_logging: [{ refuses: "apply", error: "PutBucketLogging" }],
    aws_vpc_security_group_egress_rule: [RULE_DESCRIPTION],
    aws_vpc_security_group_ingress_rule: [RULE_DESCRIPTION],
  },
  delivery: {
    aws_codebuild_project: [{ refuses: "apply", error: "Project source location is required" }],
    aws_codestarconnections_connection: [{ refuses: "apply", error: "CreateConnection" }],
  },
  edge: {
    aws_cloudfront_function: [{ refuses: "apply", error: "CreateFunction" }],
    aws_cloudfront_response_headers_policy: [{ refuses: "apply", error: "CreateResponseHeadersPolicy" }],
  },
  identity: {
    aws_cognito_resource_server: [{ refuses: "destroy", error: "DeleteResourceServer" }],
  },
  messaging: {
    // The text of the policy comes back with other blanks.
    aws_sqs_queue: [{ forgets: ["redrive_policy"] }],
    aws_sqs_queue_redrive_allow_policy: [{ neverShows: "RedriveAllowPolicy" }],
  },
  recovery: {
    aws_backup_plan: [{ forgets: ["tags_all"] }],
    aws_backup_restore_testing_plan: [{ refuses: "apply", error: "CreateRestoreTestingPlan" }],
    aws_backup_selection: [{ refuses: "apply", error: "CreateBackupSelection" }],
    aws_backup_vault: [{ forgets: ["tags_all"] }],
    aws_backup_vault_policy: [{ refuses: "apply", error: "PutBackupVaultAccessPolicy" }],
  },
  workflow: {
    aws_sfn_state_machine: [{ refuses: "plan", error: "ValidateStateMachineDefinition" }],
  },
};
