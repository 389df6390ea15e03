import { all, atLeast, atMost, expectAt, fail, forType, oneOf, when } from "../engine/checks";
import type { Rule } from "../engine/rule";
import { isEmpty, listOf } from "../engine/values";

export const FUNCTION_RULES: readonly Rule[] = [
  {
    id: "LAM-01",
    title: "Functions are traced",
    severity: "low",
    rationale: "A slow request cannot be explained without its trace.",
    fix: "Set tracing_config.mode to Active.",
    controls: {
      fsbp: ["Lambda.7"],
      nist: ["CA-7"],
      checkov: ["CKV_AWS_50"],
      trivy: ["AVD-AWS-0066"],
      nag: ["LambdaTracing"],
    },
    types: ["aws_lambda_function"],
    relaxed: { dev: "off" },
    check: oneOf("tracing_config.mode", "Active"),
  },
  {
    id: "LAM-04",
    title: "Functions in a VPC stand in two zones",
    severity: "medium",
    rationale: "A function in one subnet is lost with its zone.",
    fix: "Name at least two subnets.",
    controls: { fsbp: ["Lambda.5", "Lambda.3"], nist: ["CP-2(5)"], checkov: ["CKV_AWS_117"], nag: ["LambdaInsideVPC"] },
    types: ["aws_lambda_function"],
    check: when(
      ({ values }) => !isEmpty(values["vpc_config"]),
      expectAt("vpc_config.subnet_ids", "must name two subnets", (value) => listOf(value).length >= 2),
    ),
  },
  {
    id: "LAM-06",
    title: "Only named callers may invoke a function",
    severity: "critical",
    rationale: "A permission without a source lets any account's service call the function.",
    fix: "Set source_arn or source_account, and no * principal.",
    controls: {
      fsbp: ["Lambda.1"],
      nist: ["AC-3", "AC-6"],
      checkov: ["CKV_AWS_301", "CKV_AWS_364"],
      trivy: ["AVD-AWS-0067"],
      nag: ["LambdaFunctionPublicAccessProhibited"],
    },
    types: ["aws_lambda_permission"],
    check: all(
      expectAt("principal", "must name a service or an account", (value) => typeof value === "string" && value !== "*"),
      ({ values }) => {
        const service = String(values["principal"]).endsWith(".amazonaws.com");
        return service && isEmpty(values["source_arn"]) && isEmpty(values["source_account"])
          ? [fail("source_arn", "must be set for a service")]
          : [];
      },
    ),
  },
  {
    id: "LAM-07",
    title: "Function URLs ask who is calling",
    severity: "high",
    rationale: "A URL without authorization is public.",
    fix: "Set authorization_type AWS_IAM.",
    controls: { nist: ["AC-3"], checkov: ["CKV_AWS_258"], nag: ["LambdaFunctionUrlAuth"] },
    types: ["aws_lambda_function_url"],
    check: oneOf("authorization_type", "AWS_IAM"),
  },
  {
    id: "LAM-09",
    title: "Functions say how long and in how much memory they run, and queue consumers report partial failures",
    severity: "medium",
    rationale:
      "The defaults of 3 seconds and 128 MB fit nothing; without partial failures one bad message repeats the batch.",
    fix: "Set timeout (at most 900) and memory_size; function_response_types ReportBatchItemFailures on mappings.",
    controls: {
      nist: ["CP-2"],
      nag: ["LambdaDefaultTimeout", "LambdaDefaultMemorySize", "LambdaEventSourceMappingDestination"],
    },
    types: ["aws_lambda_function", "aws_lambda_event_source_mapping", "aws_lambda_provisioned_concurrency_config"],
    check: all(
      forType("aws_lambda_function", all(atLeast("timeout", 1), atMost("timeout", 900), atLeast("memory_size", 128))),
      forType(
        "aws_lambda_event_source_mapping",
        expectAt("function_response_types", "must have ReportBatchItemFailures", (value) =>
          listOf(value).includes("ReportBatchItemFailures"),
        ),
      ),
      forType("aws_lambda_provisioned_concurrency_config", atLeast("provisioned_concurrent_executions", 1)),
    ),
  },
];
