import type { Rule } from "../engine/rule";
import { ACCOUNT_RULES } from "./account/account";
import { CLOUDTRAIL_RULES } from "./account/cloudtrail";
import { GUARDDUTY_RULES } from "./account/guardduty";
import { ATHENA_RULES } from "./analytics/athena";
import { GLUE_RULES } from "./analytics/glue";
import { QUICKSIGHT_RULES } from "./analytics/quicksight";
import { API_GATEWAY_RULES } from "./api/api-gateway";
import { APPLICATION_AUTO_SCALING_RULES } from "./compute/application-auto-scaling";
import { ECS_RULES } from "./compute/ecs";
import { ELB_RULES } from "./compute/elb";
import { LAMBDA_RULES } from "./compute/lambda";
import { APPCONFIG_RULES } from "./configuration/appconfig";
import { DYNAMODB_RULES } from "./data/dynamodb";
import { ELASTICACHE_RULES } from "./data/elasticache";
import { RDS_RULES } from "./data/rds";
import { S3_RULES } from "./data/s3";
import { CODEBUILD_RULES } from "./delivery/codebuild";
import { CODEDEPLOY_RULES } from "./delivery/codedeploy";
import { ECR_RULES } from "./delivery/ecr";
import { ACM_RULES } from "./edge/acm";
import { CLOUDFRONT_RULES } from "./edge/cloudfront";
import { ROUTE53_RULES } from "./edge/route53";
import { WAF_RULES } from "./edge/waf";
import { COGNITO_RULES } from "./identity/cognito";
import { EVENTBRIDGE_RULES } from "./messaging/eventbridge";
import { SNS_RULES } from "./messaging/sns";
import { SQS_RULES } from "./messaging/sqs";
import { SECURITY_GROUPS_RULES } from "./network/security-groups";
import { VPC_RULES } from "./network/vpc";
import { CLOUDWATCH_ALARMS_RULES } from "./observability/cloudwatch-alarms";
import { CLOUDWATCH_LOGS_RULES } from "./observability/cloudwatch-logs";
import { SYNTHETICS_RULES } from "./observability/synthetics";
import { BUDGETS_RULES } from "./operations/budgets";
import { CHANGES_RULES } from "./operations/changes";
import { FAULT_INJECTION_RULES } from "./operations/fault-injection";
import { TERRAFORM_RULES } from "./operations/terraform";
import { BACKUP_RULES } from "./recovery/backup";
import { IAM_RULES } from "./security/iam";
import { KMS_RULES } from "./security/kms";
import { SECRETS_MANAGER_RULES } from "./security/secrets-manager";
import { SSM_RULES } from "./security/ssm";
import { STEP_FUNCTIONS_RULES } from "./workflow/step-functions";

export { EXEMPT_TYPES } from "./exempt-types";

/** The rules of each AWS service, by area and file. */
export const RULES_BY_SERVICE: Readonly<Record<string, readonly Rule[]>> = {
  "account/account": ACCOUNT_RULES,
  "account/cloudtrail": CLOUDTRAIL_RULES,
  "account/guardduty": GUARDDUTY_RULES,
  "analytics/athena": ATHENA_RULES,
  "analytics/glue": GLUE_RULES,
  "analytics/quicksight": QUICKSIGHT_RULES,
  "api/api-gateway": API_GATEWAY_RULES,
  "compute/application-auto-scaling": APPLICATION_AUTO_SCALING_RULES,
  "compute/ecs": ECS_RULES,
  "compute/elb": ELB_RULES,
  "compute/lambda": LAMBDA_RULES,
  "configuration/appconfig": APPCONFIG_RULES,
  "data/dynamodb": DYNAMODB_RULES,
  "data/elasticache": ELASTICACHE_RULES,
  "data/rds": RDS_RULES,
  "data/s3": S3_RULES,
  "delivery/codebuild": CODEBUILD_RULES,
  "delivery/codedeploy": CODEDEPLOY_RULES,
  "delivery/ecr": ECR_RULES,
  "edge/acm": ACM_RULES,
  "edge/cloudfront": CLOUDFRONT_RULES,
  "edge/route53": ROUTE53_RULES,
  "edge/waf": WAF_RULES,
  "identity/cognito": COGNITO_RULES,
  "messaging/eventbridge": EVENTBRIDGE_RULES,
  "messaging/sns": SNS_RULES,
  "messaging/sqs": SQS_RULES,
  "network/security-groups": SECURITY_GROUPS_RULES,
  "network/vpc": VPC_RULES,
  "observability/cloudwatch-alarms": CLOUDWATCH_ALARMS_RULES,
  "observability/cloudwatch-logs": CLOUDWATCH_LOGS_RULES,
  "observability/synthetics": SYNTHETICS_RULES,
  "operations/budgets": BUDGETS_RULES,
  "operations/changes": CHANGES_RULES,
  "operations/fault-injection": FAULT_INJECTION_RULES,
  "operations/terraform": TERRAFORM_RULES,
  "recovery/backup": BACKUP_RULES,
  "security/iam": IAM_RULES,
  "security/kms": KMS_RULES,
  "security/secrets-manager": SECRETS_MANAGER_RULES,
  "security/ssm": SSM_RULES,
  "workflow/step-functions": STEP_FUNCTIONS_RULES,
};

/** Every rule of this package. */
export const RULES: readonly Rule[] = Object.values(RULES_BY_SERVICE).flat();
