import type { Rule } from "../engine/rule";
import { ACCOUNT_RULES } from "./account/account";
import { CLOUDTRAIL_RULES } from "./account/cloudtrail";
import { GUARDDUTY_RULES } from "./account/guardduty";
import { ATHENA_RULES } from "./analytics/athena";
import { GLUE_RULES } from "./analytics/glue";
import { QUICKSIGHT_RULES } from "./analytics/quicksight";
import { API_GATEWAY_RULES } from "./api/api-gateway";
import { ECS_RULES } from "./compute/ecs";
import { ELB_RULES } from "./compute/elb";
import { LAMBDA_RULES } from "./compute/lambda";
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
import { BUDGETS_RULES } from "./operations/budgets";
import { FAULT_INJECTION_RULES } from "./operations/fault-injection";
import { TERRAFORM_RULES } from "./operations/terraform";
import { BACKUP_RULES } from "./recovery/backup";
import { IAM_RULES } from "./security/iam";
import { KMS_RULES } from "./security/kms";
import { SECRETS_MANAGER_RULES } from "./security/secrets-manager";
import { SSM_RULES } from "./security/ssm";
import { STEP_FUNCTIONS_RULES } from "./workflow/step-functions";

export { EXEMPT_TYPES } from "./exempt-types";

/** Every rule of this package, by area and AWS service. */
export const RULES: readonly Rule[] = [
  ...ACCOUNT_RULES,
  ...CLOUDTRAIL_RULES,
  ...GUARDDUTY_RULES,
  ...ATHENA_RULES,
  ...GLUE_RULES,
  ...QUICKSIGHT_RULES,
  ...API_GATEWAY_RULES,
  ...ECS_RULES,
  ...ELB_RULES,
  ...LAMBDA_RULES,
  ...DYNAMODB_RULES,
  ...ELASTICACHE_RULES,
  ...RDS_RULES,
  ...S3_RULES,
  ...CODEBUILD_RULES,
  ...CODEDEPLOY_RULES,
  ...ECR_RULES,
  ...ACM_RULES,
  ...CLOUDFRONT_RULES,
  ...ROUTE53_RULES,
  ...WAF_RULES,
  ...COGNITO_RULES,
  ...EVENTBRIDGE_RULES,
  ...SNS_RULES,
  ...SQS_RULES,
  ...SECURITY_GROUPS_RULES,
  ...VPC_RULES,
  ...CLOUDWATCH_ALARMS_RULES,
  ...CLOUDWATCH_LOGS_RULES,
  ...BUDGETS_RULES,
  ...FAULT_INJECTION_RULES,
  ...TERRAFORM_RULES,
  ...BACKUP_RULES,
  ...IAM_RULES,
  ...KMS_RULES,
  ...SECRETS_MANAGER_RULES,
  ...SSM_RULES,
  ...STEP_FUNCTIONS_RULES,
];
