import type { Construct } from "constructs";
import { Validation, checkLogRetention, checkName, isKnown } from "../../core";
import type { ContainerFunctionProps, FunctionConcurrency } from "./container-function-props";

const REPOSITORY = String.raw`[a-z0-9]+(?:[._/-][a-z0-9]+)*`;
const DIGEST_OR_TAG = String.raw`(?:@sha256:[0-9a-f]{64}|:(?!latest$)\w[\w.-]{0,127})`;

/** Keys that Lambda keeps for itself; those that begin with an underscore are refused by their form. */
const VARIABLE = /^(?!AWS_|LAMBDA_TASK_ROOT$|LAMBDA_RUNTIME_DIR$)[A-Za-z]\w+$/;
const MAX_ENVIRONMENT_BYTES = 4096;
/** The API's integer; the account's quota is lower and can be raised. */
const MAX_CONCURRENCY = 2_147_483_647;

/** The name that Lambda itself would give the log group. */
export const functionLogGroup = (functionName: string): string => `/aws/lambda/${functionName}`;

/** Limits of `CreateFunction`. */
export function validateFunction(scope: Construct, id: string, props: ContainerFunctionProps): void {
  const { name, account, image, command, memoryMb, timeoutSeconds, placement, logKey } = props;
  const imageUri = new RegExp(
    String.raw`^\d{12}\.dkr\.ecr\.${logKey.region}\.amazonaws\.com/${REPOSITORY}${DIGEST_OR_TAG}$`,
  );
  const validation = new Validation(scope, id)
    .accountId("account", account)
    .matches(
      "image",
      image,
      imageUri,
      `<registry>/<repository>@sha256:<digest> or :<tag> of a private ECR repository in ${logKey.region}, the tag not latest`,
      "push the image to that region and name it by its digest",
    )
    .check(command.length > 0, "command", command, "at least one string", "name the handler")
    .integer("memoryMb", memoryMb, 128, 10_240, "choose a size that Lambda offers")
    .integer("timeoutSeconds", timeoutSeconds, 1, 900, "split work that takes longer")
    .check(
      placement.subnetIds.length >= 2 && placement.subnetIds.length <= 16,
      "placement.subnetIds",
      placement.subnetIds,
      "2 to 16 subnets",
      "place the function in two Availability Zones at least",
    );
  checkName(validation, "function name", name);
  checkLogRetention(validation, props.logRetentionDays);
  checkEnvironment(validation, props.environment);
  checkConcurrency(validation, props.concurrency);
  validation.throwIfInvalid();
}

function checkEnvironment(validation: Validation, environment: ContainerFunctionProps["environment"] = {}): void {
  Object.keys(environment).forEach((key) =>
    validation.matches(
      "environment",
      key,
      VARIABLE,
      "names of two or more letters, digits and _, beginning with a letter, not with AWS_, and not reserved by Lambda",
      "rename the variable",
    ),
  );
  const known = Object.entries(environment).filter(([, value]) => isKnown(value));
  const bytes = Buffer.byteLength(JSON.stringify(Object.fromEntries(known)));
  validation.check(
    bytes <= MAX_ENVIRONMENT_BYTES,
    "environment",
    `${bytes} bytes`,
    `at most ${MAX_ENVIRONMENT_BYTES} bytes of keys and values together`,
    "read larger settings from SSM parameters at run time",
  );
}

function checkConcurrency(validation: Validation, { provisioned, reserved }: FunctionConcurrency = {}): void {
  const mostWarm = reserved !== undefined && isKnown(reserved) ? reserved : MAX_CONCURRENCY;
  validation
    .integer(
      "concurrency.reserved",
      reserved,
      1,
      MAX_CONCURRENCY,
      "reserve one execution at least, or none by leaving it out",
    )
    .integer("concurrency.provisioned", provisioned, 0, mostWarm, "reserve more executions or keep fewer warm");
}
