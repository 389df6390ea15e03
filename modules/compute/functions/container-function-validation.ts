import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  each,
  inRegion,
  integer,
  isKnown,
  logRetention,
  matching,
  nonEmpty,
  physicalName,
  satisfying,
  type Rule,
} from "../../core";
import type { ContainerFunctionProps } from "./container-function-props";

type Environment = NonNullable<ContainerFunctionProps["environment"]>;

const REPOSITORY = String.raw`[a-z0-9]+(?:[._/-][a-z0-9]+)*`;
const DIGEST_OR_TAG = String.raw`(?:@sha256:[0-9a-f]{64}|:(?!latest$)\w[\w.-]{0,127})`;

/** Refuses the keys that Lambda reserves, and by their form those that begin with an underscore. */
const VARIABLE = /^(?!AWS_|LAMBDA_TASK_ROOT$|LAMBDA_RUNTIME_DIR$)[A-Za-z]\w+$/;
const MAX_ENVIRONMENT_BYTES = 4096;
/** Maximum of the API's integer; the quota of the account is lower and can be raised. */
const MAX_CONCURRENCY = 2_147_483_647;

/** Name that Lambda itself would give the log group. */
export const functionLogGroup = (functionName: string): string => `/aws/lambda/${functionName}`;

/**
 * Checks the limits of `CreateFunction`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateFunction(scope: Construct, id: string, props: ContainerFunctionProps): void {
  const { region } = AwsStack.of(scope);
  new Validation(scope, id)
    .props(props, {
      image: imageIn(region),
      command: nonEmpty("at least one string", "name the handler"),
      memoryMb: integer(128, 10_240, "choose a size that Lambda offers"),
      timeoutSeconds: integer(1, 900, "split work that takes longer"),
      "placement.subnetIds": satisfying(
        ({ length }) => length >= 2 && length <= 16,
        "2 to 16 subnets",
        "place the function in at least two Availability Zones",
      ),
      name: physicalName("function name"),
      logKey: inRegion(region),
      logRetentionDays: logRetention(),
      environment: [variableNames(), environmentSize()],
      "concurrency.reserved": integer(1, MAX_CONCURRENCY, "reserve at least one execution or omit the setting"),
      "concurrency.provisioned": integer(0, mostProvisioned(props), "reserve more executions or provision fewer"),
    })
    .throwIfInvalid();
}

function imageIn(region: string): Rule<string> {
  const registryRegion = isKnown(region) ? region : "[a-z0-9-]+";
  const registry = String.raw`\d{12}\.dkr\.ecr\.${registryRegion}\.amazonaws\.com`;
  return matching(
    new RegExp(`^${registry}/${REPOSITORY}${DIGEST_OR_TAG}$`),
    `<registry>/<repository>@sha256:<digest> or :<tag> of a private ECR repository in ${isKnown(region) ? region : "the function's region"}, the tag not latest`,
    "push the image to that region and name it by its digest",
  );
}

function variableNames(): Rule<Environment> {
  const rule = matching(
    VARIABLE,
    "names of two or more letters, digits and _, beginning with a letter, not with AWS_, and not reserved by Lambda",
    "rename the variable",
  );
  return (environment) => each(rule)(Object.keys(environment));
}

function environmentSize(): Rule<Environment> {
  return satisfying(
    (environment) => bytesOf(environment) <= MAX_ENVIRONMENT_BYTES,
    `at most ${MAX_ENVIRONMENT_BYTES} bytes of keys and values together`,
    "read larger settings from SSM parameters at run time",
    (environment) => `${bytesOf(environment)} bytes`,
  );
}

function bytesOf(environment: Environment): number {
  const known = Object.entries(environment).filter(([, value]) => isKnown(value));
  return Buffer.byteLength(JSON.stringify(Object.fromEntries(known)));
}

function mostProvisioned({ concurrency: { reserved } = {} }: ContainerFunctionProps): number {
  return reserved !== undefined && isKnown(reserved) ? reserved : MAX_CONCURRENCY;
}
