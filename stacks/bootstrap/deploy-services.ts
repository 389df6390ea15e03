/** Services whose resources have ids that are only known once they exist. EC2 stands apart: of it only networks are needed. */
export const SERVICES = [
  "acm",
  "apigateway",
  "application-autoscaling",
  "backup",
  "backup-storage",
  "cloudfront",
  "cloudwatch",
  "cognito-idp",
  "elasticache",
  "lambda",
  "logs",
  "rds",
  "route53",
  "scheduler",
  "sns",
  "sqs",
  "states",
  "wafv2",
];

/** Services that a role of the platform may be given to. */
export const ROLE_USERS = [
  "backup",
  "lambda",
  "monitoring.rds",
  "restore-testing.backup",
  "scheduler",
  "states",
  "vpc-flow-logs",
];
/** Services that make a role of their own when they are used first. */
export const LINKED_ROLE_OWNERS = [
  "backup.amazonaws.com",
  "elasticache.amazonaws.com",
  "lambda.application-autoscaling.amazonaws.com",
  "ops.apigateway.amazonaws.com",
  "rds.amazonaws.com",
  "restore-testing.backup.amazonaws.com",
  "wafv2.amazonaws.com",
];
/** Services that use the platform's keys for whoever calls them. */
export const KEY_USERS = ["backup", "elasticache", "lambda", "rds", "s3", "secretsmanager", "sns", "sqs"];
