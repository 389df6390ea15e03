import { type BadInput, refused } from "./bad-input";

const ROLE = "arn:aws:iam::123456789012:role/shop";
const machine = (states: object, changes: object = {}) => ({
  aws_sfn_state_machine: {
    shop: { name: "shop", role_arn: ROLE, definition: JSON.stringify({ StartAt: "Pay", States: states }), ...changes },
  },
});
const PAY = { Type: "Pass", End: true };
const TASK = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true };

const job = (changes: object) => ({
  aws_glue_job: {
    etl: {
      name: "etl",
      role_arn: ROLE,
      command: [{ script_location: "s3://shop/etl.py" }],
      glue_version: "4.0",
      ...changes,
    },
  },
});

const KEY = "arn:aws:kms:us-east-1:123456789012:key/11111111-1111-1111-1111-111111111111";
const workgroup = (configuration: object) => ({
  aws_athena_workgroup: { shop: { name: "shop", configuration: [configuration] } },
});
const trigger = (values: object) => ({ aws_glue_trigger: { shop: { name: "shop", type: "ON_DEMAND", ...values } } });
const stream = (configuration: object) => ({
  aws_kinesis_firehose_delivery_stream: {
    shop: {
      name: "shop",
      destination: "extended_s3",
      extended_s3_configuration: [{ role_arn: ROLE, bucket_arn: "arn:aws:s3:::shop", ...configuration }],
    },
  },
});

export const WORKFLOW: readonly BadInput[] = [
  refused(
    "pf-sfn-asl-missing-state",
    "aws_sfn_state_machine.shop definition",
    "state 'Pay' references state 'Ship' via Next, but no state with that",
    machine({ Pay: { Type: "Pass", Next: "Ship" } }),
  ),
  refused(
    "pf-sfn-asl-next-end",
    "aws_sfn_state_machine.shop definition",
    "state 'Pay' has both Next and End: true",
    machine({ Pay: { Type: "Pass", Next: "Pay", End: true } }),
  ),
  refused(
    "pf-sfn-asl-terminal-state",
    "aws_sfn_state_machine.shop definition",
    "no top-level state is terminal (End: true, Succeed or Fail)",
    machine({ Pay: { Type: "Pass", Next: "Ship" }, Ship: { Type: "Pass", Next: "Pay" } }),
  ),
  refused(
    "pf-sfn-asl-unreachable-state",
    "aws_sfn_state_machine.shop definition",
    "state 'Ship' is not reachable: it is not the StartAt ('Pay') and no",
    machine({ Pay: PAY, Ship: PAY }),
  ),
  refused(
    "pf-sfn-asl-name-limits",
    "aws_sfn_state_machine.shop definition",
    "state name",
    machine({ Pay: { Type: "Pass", Next: "x".repeat(81) }, ["x".repeat(81)]: PAY }),
  ),
  refused(
    "pf-sfn-asl-wait-timing",
    "aws_sfn_state_machine.shop definition",
    "Wait state 'Pay' sets 2 of",
    machine({ Pay: { Type: "Wait", Seconds: 5, Timestamp: "2030-01-01T00:00:00Z", End: true } }),
  ),
  refused(
    "pf-sfn-asl-state-fields",
    "aws_sfn_state_machine.shop definition",
    "state 'Pay' (Type Pass) has field 'Retry', which Step Functions does",
    machine({ Pay: { ...PAY, Retry: [{ ErrorEquals: ["States.ALL"] }] } }),
  ),
  refused(
    "pf-sfn-asl-retry-catch",
    "aws_sfn_state_machine.shop definition",
    "state 'Pay' Retry[0] lists States.ALL together with other error names",
    machine({ Pay: { ...TASK, Retry: [{ ErrorEquals: ["States.ALL", "States.Timeout"] }] } }),
  ),
  refused(
    "pf-sfn-asl-numeric-ranges",
    "aws_sfn_state_machine.shop definition",
    "state 'Pay' TimeoutSeconds is 0, below the minimum 1",
    machine({ Pay: { ...TASK, TimeoutSeconds: 0 } }),
  ),
  refused(
    "pf-sfn-asl-path-exclusive",
    "aws_sfn_state_machine.shop definition",
    "state 'Pay' sets both TimeoutSeconds and TimeoutSecondsPath",
    machine({ Pay: { ...TASK, TimeoutSeconds: 5, TimeoutSecondsPath: "$.t" } }),
  ),
  refused(
    "pf-sfn-asl-query-language",
    "aws_sfn_state_machine.shop definition",
    "state 'Pay' uses JSONata but has the JSONPath-only field 'InputPath'",
    machine({ Pay: { ...PAY, QueryLanguage: "JSONata", InputPath: "$.a" } }),
  ),
  refused(
    "pf-sfn-asl-resource-arn",
    "aws_sfn_state_machine.shop definition",
    "Task state 'Pay' Resource 'lambda' is not an ARN",
    machine({ Pay: { ...TASK, Resource: "lambda" } }),
  ),
  refused(
    "pf-sfn-express-unsupported",
    "aws_sfn_state_machine.shop definition",
    "EXPRESS state machine: Task state 'Pay' Resource",
    machine({ Pay: { ...TASK, Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken" } }, { type: "EXPRESS" }),
  ),
  refused(
    "pf-sfn-logging-destination",
    "aws_sfn_state_machine.shop logging_configuration",
    "logging_configuration has 0 Destinations entries while level is not",
    machine({ Pay: PAY }, { logging_configuration: [{ level: "ALL" }] }),
  ),
  refused(
    "pf-sfn-encryption-config",
    "aws_sfn_state_machine.shop encryption_configuration",
    "encryption_configuration.type is CUSTOMER_MANAGED_KMS_KEY without a",
    machine({ Pay: PAY }, { encryption_configuration: [{ type: "CUSTOMER_MANAGED_KMS_KEY" }] }),
  ),
  refused(
    "pf-glue-job-worker-type-and-number-of-workers",
    "aws_glue_job.etl ",
    "worker_type G.1X is set but number_of_workers is missing; CreateJob",
    job({ worker_type: "G.1X" }),
  ),
  refused(
    "pf-glue-job-number-of-workers-min",
    "aws_glue_job.etl number_of_workers",
    "number_of_workers 1; a job needs at least 2 workers",
    job({ worker_type: "G.1X", number_of_workers: 1 }),
  ),
  refused(
    "pf-glue-job-timeout-max",
    "aws_glue_job.etl timeout",
    "timeout 20000 minutes; CreateJob caps a job at 10080 minutes (7 days)",
    job({ max_capacity: 2, timeout: 20000 }),
  ),
  refused(
    "pf-glue-job-glue-version-eol",
    "aws_glue_job.etl glue_version",
    "glue_version 2.0 reached end of life; CreateJob no longer accepts it",
    job({ max_capacity: 2, glue_version: "2.0" }),
  ),
  refused(
    "pf-glue-job-pythonshell-worker-type",
    "aws_glue_job.etl worker_type",
    "worker_type G.1X on a pythonshell job; Python shell jobs are sized",
    job({
      command: [{ name: "pythonshell", script_location: "s3://shop/etl.py" }],
      worker_type: "G.1X",
      number_of_workers: 2,
    }),
  ),
  refused(
    "pf-sfn-kms-key-region",
    "aws_sfn_state_machine.shop encryption_configuration.kms_key_id",
    "kms_key_id is a key in 'eu-west-1' but the deploy region is",
    machine(
      { Pay: PAY },
      {
        encryption_configuration: [
          { type: "CUSTOMER_MANAGED_KMS_KEY", kms_key_id: KEY.replace("us-east-1", "eu-west-1") },
        ],
      },
    ),
  ),
  refused(
    "pf-athena-wg-sse-kms-requires-key",
    "aws_athena_workgroup.shop configuration.result_configuration.encryption_configuration",
    "encryption_option is SSE_KMS but no kms_key is set",
    workgroup({
      result_configuration: [
        { output_location: "s3://shop/", encryption_configuration: [{ encryption_option: "SSE_KMS" }] },
      ],
    }),
  ),
  refused(
    "pf-athena-wg-cse-kms-requires-key",
    "aws_athena_workgroup.shop configuration.result_configuration.encryption_configuration",
    "encryption_option is CSE_KMS but no kms_key is set",
    workgroup({
      result_configuration: [
        { output_location: "s3://shop/", encryption_configuration: [{ encryption_option: "CSE_KMS" }] },
      ],
    }),
  ),
  refused(
    "pf-athena-wg-output-location-s3-uri",
    "aws_athena_workgroup.shop configuration.result_configuration.output_location",
    "output_location 'shop/results' is not an S3 URI",
    workgroup({ result_configuration: [{ output_location: "shop/results" }] }),
  ),
  refused(
    "pf-athena-wg-expected-bucket-owner-12-digits",
    "aws_athena_workgroup.shop configuration.result_configuration.expected_bucket_owner",
    "expected_bucket_owner '12345' is 5 characters, short of a 12-digit",
    workgroup({ result_configuration: [{ output_location: "s3://shop/", expected_bucket_owner: "12345" }] }),
  ),
  refused(
    "pf-athena-wg-engine-version-enum",
    "aws_athena_workgroup.shop configuration.engine_version.selected_engine_version",
    "selected_engine_version 'Athena engine version 9' is not a published",
    workgroup({ engine_version: [{ selected_engine_version: "Athena engine version 9" }] }),
  ),
  refused(
    "pf-glue-trigger-action-job-or-crawler",
    "aws_glue_trigger.shop actions[0]",
    "A trigger action sets both job_name and crawler_name",
    trigger({ actions: [{ job_name: "etl", crawler_name: "shop" }] }),
  ),
  refused(
    "pf-glue-trigger-predicate-job-not-action-job",
    "aws_glue_trigger.shop actions",
    "Job etl is both a predicate condition and an action",
    trigger({
      type: "CONDITIONAL",
      actions: [{ job_name: "etl" }],
      predicate: [{ conditions: [{ job_name: "etl", state: "SUCCEEDED" }] }],
    }),
  ),
  refused(
    "pf-firehose-bucket-arn-format",
    "aws_kinesis_firehose_delivery_stream.shop extended_s3_configuration.bucket_arn",
    "bucket_arn 'arn:aws:sqs:us-east-1:123456789012:shop' is not an S3",
    stream({ bucket_arn: "arn:aws:sqs:us-east-1:123456789012:shop" }),
  ),
  refused(
    "pf-firehose-dynamic-partitioning-buffer",
    "aws_kinesis_firehose_delivery_stream.shop extended_s3_configuration.buffering_size",
    "buffering_size 5 with dynamic partitioning",
    stream({ dynamic_partitioning_configuration: [{ enabled: true }], buffering_size: 5 }),
  ),
];
