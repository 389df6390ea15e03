/** Terraform types of our stacks that no CloudFormation type corresponds to, with the reason. */
export const UNTRANSLATED: Readonly<Record<string, string>> = {
  aws_codestarnotifications_notification_rule: "the pack has no rule for notification rules",
  aws_default_security_group: "CloudFormation cannot adopt the default security group",
  aws_lambda_invocation: "an action, not a resource",
  aws_s3_object: "content, not configuration",
  aws_secretsmanager_secret_version: "content, not configuration",
};
