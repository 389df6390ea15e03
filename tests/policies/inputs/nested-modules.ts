import type { Status } from "../../../policies/engine/evaluate";

const OF_THE_LIFECYCLE: Readonly<Record<string, Status>> = {
  "RDS-16 aws_rds_cluster.a with a fixed minor version": "pass",
};

const BEHIND_TEXTS: Readonly<Record<string, Status>> = {
  "LAM-04 aws_lambda_function.a outside the VPC of a database with IAM authentication": "pass",
  "LAM-04 aws_lambda_function.a outside the VPC of its database": "pass",
  "LAM-04 aws_lambda_function.a that may connect to a database": "pass",
  "SQS-02 aws_sqs_queue.a as it passes": "unknown",
  "SQS-02 aws_sqs_queue.a as it passes (2)": "unknown",
  "SQS-02 aws_sqs_queue.a as it passes (3)": "unknown",
  "SQS-02 aws_sqs_queue.a with a shorter retention in the dead-letter queue": "unknown",
  "SQS-02 aws_sqs_queue.a with a thousand receives": "unknown",
  "SQS-02 aws_sqs_queue.a with one receive": "unknown",
  "SQS-02 aws_sqs_queue_redrive_policy.a as it passes": "unknown",
  "SQS-02 aws_sqs_queue_redrive_policy.a with a shorter retention in the dead-letter queue": "unknown",
};

const OF_OTHER_PROVIDERS: Readonly<Record<string, Status>> = {
  "SEC-01 aws_secretsmanager_secret.a as it passes (2)": "fail",
};

/**
 * Cases with another result where their resources are in nested modules, with that result: a plan contains neither the
 * lifecycle of a configuration, nor the text around the references of an unknown value; and the plans
 * of these tests link resources of AWS only.
 */
export const OTHERWISE_NESTED: Readonly<Record<string, Status>> = {
  ...OF_THE_LIFECYCLE,
  ...BEHIND_TEXTS,
  ...OF_OTHER_PROVIDERS,
};
