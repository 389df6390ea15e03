import {
  all,
  atLeast,
  between,
  expectAt,
  fail,
  forType,
  isSet,
  isWritten,
  oneOf,
  unknown,
  when,
} from "../../engine/checks";
import type { Check, Rule } from "../../engine/rule";
import { isEmpty, isRecord, isUnresolved, valueAt } from "../../engine/values";
import { isSecretVariable } from "../checks/secret-names";
import { hasCurrentCode } from "./checks/function-code";
import { hasFailureDestination, reportsPartialFailures, retainsFailures } from "./checks/function-failures";
import { joinsVpcWhenNeeded } from "./checks/function-network";
import { hasVisibilityTimeout, isWithinApiTimeout } from "./checks/function-timeouts";

const FUNCTION = "aws_lambda_function";
const MAPPING = "aws_lambda_event_source_mapping";

const hasNoSecretVariable: Check = ({ values }) => {
  const variables = valueAt(values, "environment.variables");
  if (isUnresolved(variables)) return [unknown("environment.variables")];
  return Object.keys(isRecord(variables) ? variables : {})
    .filter(isSecretVariable)
    .map((name) => fail(`environment.variables.${name}`, "must be read at run time"));
};

export const LAMBDA_RULES: readonly Rule[] = [
  {
    id: "LAM-01",
    title: "Functions are traced",
    severity: "low",
    rationale: "Without a trace, a slow request cannot be explained.",
    fix: "Set tracing_config.mode to Active.",
    controls: {
      fsbp: ["Lambda.7"],
      nist: ["CA-7"],
      checkov: ["CKV_AWS_50"],
      trivy: ["AVD-AWS-0066"],
      nag: ["LambdaTracing"],
    },
    types: [FUNCTION],
    relaxed: { dev: "off" },
    check: oneOf("tracing_config.mode", "Active"),
  },
  {
    id: "LAM-02",
    title: "Functions retain failed events",
    severity: "medium",
    rationale:
      "Nobody waits for the result of an asynchronous invocation, and one failing message repeats its whole batch. A schedule may drop an event, because the next one follows.",
    fix: "Set dead_letter_config, or destination_config.on_failure on the event invoke configuration. On event source mappings, set function_response_types to ReportBatchItemFailures; on those of streams also destination_config.on_failure and maximum_retry_attempts.",
    controls: {
      nist: ["CP-10", "SI-2a"],
      checkov: ["CKV_AWS_116"],
      nag: ["LambdaDLQ", "LambdaAsyncFailureDestination", "LambdaEventSourceMappingDestination"],
    },
    types: [FUNCTION, MAPPING, "aws_lambda_function_event_invoke_config"],
    check: all(
      forType(FUNCTION, retainsFailures),
      forType(MAPPING, reportsPartialFailures),
      forType("aws_lambda_function_event_invoke_config", hasFailureDestination),
    ),
  },
  {
    id: "LAM-03",
    title: "Functions set their reserved concurrency",
    severity: "medium",
    rationale:
      "A function in a loop uses up the concurrency of the account and opens a database connection each time. A plan shows the default, so the rule checks synthesized configuration only.",
    fix: "Set reserved_concurrent_executions; -1 uses the account's unreserved concurrency.",
    controls: { nist: ["SC-5"], checkov: ["CKV_AWS_115"], nag: ["LambdaConcurrency"] },
    types: [FUNCTION],
    phases: ["synth"],
    relaxed: { dev: "off" },
    check: isSet("reserved_concurrent_executions"),
  },
  {
    id: "LAM-04",
    title: "Functions join a VPC only when they use VPC resources, in two private subnets",
    severity: "medium",
    rationale:
      "A function in one subnet is lost with its AZ. A function in a public subnet has no internet access, because it never gets a public IP address. A function that uses nothing in the VPC starts slower for no benefit.",
    fix: "Set vpc_config.subnet_ids to at least two private subnets, or remove vpc_config. In a Groundplan module: `placement`.",
    awsError: "Task timed out, at the first call to anything outside",
    controls: {
      fsbp: ["Lambda.5", "Lambda.3"],
      nist: ["CP-2(5)", "SC-7"],
      checkov: ["CKV_AWS_117"],
      nag: ["LambdaInsideVPC"],
    },
    types: [FUNCTION],
    check: joinsVpcWhenNeeded,
  },
  {
    id: "LAM-05",
    title: "Functions read secrets at run time and encrypt environment variables with a customer managed key",
    severity: "high",
    rationale:
      "Everyone who may read the function's configuration can read its variables, and a copied password is wrong after the first rotation.",
    fix: "Pass the ARN of the secret instead of its value; set kms_key_arn if the function has environment variables. In a Groundplan module: `encryptEnvironment(key)`, and no secret in `environment`.",
    awsError: "password authentication failed, seven days after the deployment",
    controls: { nist: ["IA-5(1)(c)", "SC-28(1)"], checkov: ["CKV_AWS_45", "CKV_AWS_173"] },
    types: [FUNCTION],
    check: all(
      hasNoSecretVariable,
      when(
        ({ values }, { profile }) => profile !== "dev" && !isEmpty(valueAt(values, "environment.variables")),
        isSet("kms_key_arn"),
      ),
    ),
  },
  {
    id: "LAM-06",
    title: "Lambda permissions name the caller",
    severity: "critical",
    rationale: "A service permission without a source lets the service of any account invoke the function.",
    fix: "Set principal to a service or an account, and source_arn or source_account for a service.",
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
    title: "Function URLs require IAM authorization",
    severity: "high",
    rationale: "A function URL without authorization is public.",
    fix: "Set authorization_type to AWS_IAM.",
    controls: { nist: ["AC-3"], checkov: ["CKV_AWS_258"], nag: ["LambdaFunctionUrlAuth"] },
    types: ["aws_lambda_function_url"],
    check: oneOf("authorization_type", "AWS_IAM"),
  },
  {
    id: "LAM-08",
    title: "Functions use a supported runtime, or an image with a fixed digest",
    severity: "medium",
    rationale: "AWS stops patching deprecated runtimes; a tag can be moved to an untested image.",
    fix: "Set runtime to a supported runtime, or image_uri to a digest in a private repository of the function's region. In a Groundplan module: `image` or `runtime`.",
    awsError: "InvalidParameterValueException: Source image ... does not exist. Provide a valid source image.",
    controls: { fsbp: ["Lambda.2"], nist: ["SI-2a"], checkov: ["CKV_AWS_363"], nag: ["L1"] },
    types: [FUNCTION],
    check: hasCurrentCode,
  },
  {
    id: "LAM-09",
    title: "Functions set memory and timeout, and callers wait for the timeout",
    severity: "medium",
    rationale:
      "The defaults of 3 seconds and 128 MB suit few functions. A queue that redelivers a message before its function ends has it processed twice.",
    fix: "Set memory_size, and timeout to at most 900 seconds (30 behind an HTTP API, 29 behind a REST API); set visibility_timeout_seconds of the queue to six times the timeout.",
    awsError:
      "InvalidParameterValueException: Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds",
    controls: {
      nist: ["CP-2"],
      nag: ["LambdaDefaultTimeout", "LambdaDefaultMemorySize", "LambdaEventSourceSQSVisibilityTimeout"],
    },
    types: [FUNCTION, MAPPING, "aws_lambda_provisioned_concurrency_config"],
    check: all(
      forType(
        FUNCTION,
        all(
          isWritten("timeout", between("timeout", 1, 900)),
          isWritten("memory_size", atLeast("memory_size", 128)),
          isWithinApiTimeout,
        ),
      ),
      forType(MAPPING, hasVisibilityTimeout),
      forType("aws_lambda_provisioned_concurrency_config", atLeast("provisioned_concurrent_executions", 1)),
    ),
  },
  {
    id: "LAM-10",
    title: "Code in archives of a bucket is signed",
    severity: "low",
    rationale:
      "An unsigned archive runs whatever was uploaded to the bucket. An image is identified by its digest instead, a local archive by the hash in the plan.",
    fix: "Set code_signing_config_arn. In a Groundplan module: `codeSigningConfigArn`.",
    controls: { nist: ["SI-2a"], checkov: ["CKV_AWS_272"] },
    types: [FUNCTION],
    relaxed: { dev: "off" },
    check: when(({ values }) => !isEmpty(values["s3_bucket"]), isSet("code_signing_config_arn")),
  },
];
