/** Arguments that contain permissions of an identity, by type. */
export const IDENTITY_POLICIES: Readonly<Record<string, string>> = {
  aws_iam_policy: "policy",
  aws_iam_role_policy: "policy",
  aws_iam_user_policy: "policy",
  aws_iam_group_policy: "policy",
  aws_iam_role: "inline_policy.policy",
  aws_ssoadmin_permission_set_inline_policy: "inline_policy",
};

/** Arguments that attach a managed policy by its ARN or name, by type. */
export const ATTACHMENTS: Readonly<Record<string, string>> = {
  aws_iam_role_policy_attachment: "policy_arn",
  aws_iam_user_policy_attachment: "policy_arn",
  aws_iam_group_policy_attachment: "policy_arn",
  aws_iam_policy_attachment: "policy_arn",
  aws_iam_role: "managed_policy_arns",
  aws_iam_role_policy_attachments_exclusive: "policy_arns",
  aws_iam_user_policy_attachments_exclusive: "policy_arns",
  aws_iam_group_policy_attachments_exclusive: "policy_arns",
  aws_ssoadmin_managed_policy_attachment: "managed_policy_arn",
  aws_ssoadmin_customer_managed_policy_attachment: "customer_managed_policy_reference.name",
};

/** Arguments that open a resource to other principals, by type, of the types whose service has no rule about it. */
export const RESOURCE_POLICIES: Readonly<Record<string, string>> = {
  aws_acmpca_policy: "policy",
  aws_api_gateway_rest_api_policy: "policy",
  aws_cloudwatch_log_destination_policy: "access_policy",
  aws_codeartifact_domain_permissions_policy: "policy_document",
  aws_codeartifact_repository_permissions_policy: "policy_document",
  aws_codebuild_resource_policy: "policy",
  aws_dynamodb_resource_policy: "policy",
  aws_ecr_registry_policy: "policy",
  aws_efs_file_system_policy: "policy",
  aws_elasticsearch_domain: "access_policies",
  aws_elasticsearch_domain_policy: "access_policies",
  aws_glacier_vault: "access_policy",
  aws_glue_resource_policy: "policy",
  aws_kinesis_resource_policy: "policy",
  aws_media_store_container_policy: "policy",
  aws_msk_cluster_policy: "policy",
  aws_networkfirewall_resource_policy: "policy",
  aws_opensearch_domain: "access_policies",
  aws_opensearch_domain_policy: "access_policies",
  aws_redshift_resource_policy: "policy",
  aws_s3_access_point: "policy",
  aws_s3control_access_point_policy: "policy",
  aws_s3control_bucket_policy: "policy",
  aws_s3control_multi_region_access_point_policy: "details.policy",
  aws_s3control_object_lambda_access_point_policy: "policy",
  aws_s3tables_table_bucket_policy: "resource_policy",
  aws_s3tables_table_policy: "resource_policy",
  aws_sagemaker_model_package_group_policy: "resource_policy",
  aws_schemas_registry_policy: "policy",
  aws_secretsmanager_secret: "policy",
  aws_secretsmanager_secret_policy: "policy",
  aws_ses_identity_policy: "policy",
  aws_sesv2_email_identity_policy: "policy",
  aws_vpclattice_auth_policy: "policy",
  aws_vpclattice_resource_policy: "policy",
};

/** Types whose name promises a grant, but that grant nothing: schedules, scaling, lifecycles, names and lists. */
const GRANTS_NOTHING =
  /autoscaling|scaling|lifecycle|dlm_|backup_plan|_role_policies_exclusive|_user_policies_exclusive|_group_policies_exclusive|load_balancer_|lb_|stickiness|ssl_|cloudfront_|route53_|networkfirewall_firewall_policy|fms_policy|resiliencehub|organizations_policy|response_headers|cookie_|waf|replication|gateway_attachment|volume_attachment|interface_attachment|target_group_attachment|transit_gateway|vpn_|network_interface/;

const GRANTS =
  /(?:_polic(?:y|ies)|_permissions?|_grants?|_access_grant|_access_policy(?:_association)?|_policy_attachments?(?:_exclusive)?|_account_assignment|_principal_association|_resource_share|_bucket_acl|_permissions_policy|_access_entry)$/;

/** Arguments of any type that contain a policy. */
const POLICY_ARGUMENTS = /(?:^|_)(?:policy|policies|policy_document)$/;

/** Returns whether a type without a rule may grant access: by its name, or by an argument with a policy document. */
export function mayGrant(type: string, values: Readonly<Record<string, unknown>>): boolean {
  if (GRANTS.test(type) && !GRANTS_NOTHING.test(type)) return true;
  return Object.entries(values).some(
    ([key, value]) =>
      POLICY_ARGUMENTS.test(key) && typeof value === "string" && /"(?:Statement|Effect)"|\bStatement\b/.test(value),
  );
}
