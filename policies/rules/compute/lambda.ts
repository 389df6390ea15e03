import { all, atLeast, atMost, expectAt, fail, forType, isSet, oneOf, when } from "../../engine/checks";
import type { Check, Rule } from "../../engine/rule";
import { isEmpty, isRecord, valueAt } from "../../engine/values";
import { isSecretVariable } from "../checks/secret-names";
import { isImage, runsKnownCode } from "./checks/function-code";
import { decidesOnFailure, keepsFailures, splitsBatches } from "./checks/function-failures";
import { standsWhereItWorks } from "./checks/function-network";
import { answersInTime, queueWaits } from "./checks/function-timeouts";

const FUNCTION = "aws_lambda_function";
const MAPPING = "aws_lambda_event_source_mapping";

const holdsNoSecret: Check = ({ values }) => {
  const variables = valueAt(values, "environment.variables");
  return Object.keys(isRecord(variables) ? variables : {})
    .filter(isSecretVariable)
    .map((name) => fail(`environment.variables.${name}`, "must be read at run time"));
};

export const LAMBDA_RULES: readonly Rule[] = [
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
    types: [FUNCTION],
    relaxed: { dev: "off" },
    check: oneOf("tracing_config.mode", "Active"),
  },
  {
    id: "LAM-02",
    title: "What a function fails at is kept",
    severity: "medium",
    rationale:
      "Nobody waits for an asynchronous invocation, and one bad message repeats its whole batch. A schedule may drop an event, since the next follows.",
    fix: "Set dead_letter_config or on_failure of an event invoke configuration; ReportBatchItemFailures on mappings, and on_failure with maximum_retry_attempts on those of streams.",
    controls: {
      nist: ["CP-10", "SI-2a"],
      checkov: ["CKV_AWS_116"],
      nag: ["LambdaDLQ", "LambdaAsyncFailureDestination", "LambdaEventSourceMappingDestination"],
    },
    types: [FUNCTION, MAPPING, "aws_lambda_function_event_invoke_config"],
    check: all(
      forType(FUNCTION, keepsFailures),
      forType(MAPPING, splitsBatches),
      forType("aws_lambda_function_event_invoke_config", decidesOnFailure),
    ),
  },
  {
    id: "LAM-03",
    title: "Functions say how many of them may run at once",
    severity: "medium",
    rationale:
      "One function in a loop takes the concurrency of the whole account, and opens a database connection each time. A plan shows a default, so that it cannot tell.",
    fix: "Set reserved_concurrent_executions; -1 says that the account's limit is meant.",
    controls: { nist: ["SC-5"], checkov: ["CKV_AWS_115"], nag: ["LambdaConcurrency"] },
    types: [FUNCTION],
    phases: ["synth"],
    relaxed: { dev: "off" },
    check: isSet("reserved_concurrent_executions"),
  },
  {
    id: "LAM-04",
    title: "Functions stand in a VPC if they work on something there, in two subnets with a way out",
    severity: "medium",
    rationale:
      "A function in one subnet is lost with its zone; one in a public subnet reaches nothing, since it never has a public address; one without business in the VPC pays for its start.",
    fix: "Name at least two private subnets, or leave out vpc_config.",
    awsError: "Task timed out, at the first call to anything outside",
    controls: {
      fsbp: ["Lambda.5", "Lambda.3"],
      nist: ["CP-2(5)", "SC-7"],
      checkov: ["CKV_AWS_117"],
      nag: ["LambdaInsideVPC"],
    },
    types: [FUNCTION],
    check: standsWhereItWorks,
  },
  {
    id: "LAM-05",
    title: "Functions read secrets at run time, and their variables are encrypted with a key of your own",
    severity: "high",
    rationale:
      "A variable is shown to whoever may read the configuration, and a baked password is wrong after its first rotation.",
    fix: "Give the function the secret's ARN; set kms_key_arn where there are variables.",
    awsError: "password authentication failed, seven days after the deployment",
    controls: { nist: ["IA-5(1)(c)", "SC-28(1)"], checkov: ["CKV_AWS_45", "CKV_AWS_173"] },
    types: [FUNCTION],
    check: all(
      holdsNoSecret,
      when(
        ({ values }, { profile }) => profile !== "dev" && !isEmpty(valueAt(values, "environment.variables")),
        isSet("kms_key_arn"),
      ),
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
    id: "LAM-08",
    title: "Functions run a supported runtime, or an image that is known by its digest",
    severity: "medium",
    rationale:
      "AWS ends the fixes of a runtime with its deprecation; a tag can be moved to an image that nobody tested.",
    fix: "Use a runtime that is supported; name the image by digest, from a private repository of the function's region.",
    awsError: "InvalidParameterValueException: Source image ... does not exist. Provide a valid source image.",
    controls: { fsbp: ["Lambda.2"], nist: ["SI-2a"], checkov: ["CKV_AWS_363"], nag: ["L1"] },
    types: [FUNCTION],
    check: runsKnownCode,
  },
  {
    id: "LAM-09",
    title: "Functions say how long and in how much memory they run, and whoever waits for them waits long enough",
    severity: "medium",
    rationale:
      "The defaults of 3 seconds and 128 MB fit nothing; a queue that shows a message before its function ended has it done twice.",
    fix: "Set memory_size and timeout (at most 900, behind an HTTP API 30, behind a REST API 29), and a visibility timeout of the queue of six times that.",
    awsError:
      "InvalidParameterValueException: Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds",
    controls: {
      nist: ["CP-2"],
      nag: ["LambdaDefaultTimeout", "LambdaDefaultMemorySize", "LambdaEventSourceSQSVisibilityTimeout"],
    },
    types: [FUNCTION, MAPPING, "aws_lambda_provisioned_concurrency_config"],
    check: all(
      forType(FUNCTION, all(atLeast("timeout", 1), atMost("timeout", 900), atLeast("memory_size", 128), answersInTime)),
      forType(MAPPING, queueWaits),
      forType("aws_lambda_provisioned_concurrency_config", atLeast("provisioned_concurrent_executions", 1)),
    ),
  },
  {
    id: "LAM-10",
    title: "Code in archives is signed",
    severity: "low",
    rationale: "An unsigned archive runs whatever reached the bucket. An image is known by its digest instead.",
    fix: "Set code_signing_config_arn.",
    controls: { nist: ["SI-2a"], checkov: ["CKV_AWS_272"] },
    types: [FUNCTION],
    relaxed: { dev: "off" },
    check: when(({ values }) => !isImage(values), isSet("code_signing_config_arn")),
  },
];
