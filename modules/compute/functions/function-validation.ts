import {
  each,
  inRegion,
  integer,
  isKnown,
  logRetention,
  matching,
  physicalName,
  providerOfRegion,
  satisfying,
  type Rule,
  type RuleTable,
} from "../../core";
import type { FunctionProps } from "./function-props";

type Environment = NonNullable<FunctionProps["environment"]>;

/** Refuses the keys that Lambda reserves, and by their form those that begin with an underscore. */
const VARIABLE = /^(?!AWS_|LAMBDA_TASK_ROOT$|LAMBDA_RUNTIME_DIR$)[A-Za-z]\w+$/;
const MAX_ENVIRONMENT_BYTES = 4096;
/** Maximum of the API's integer; the quota of the account is lower and can be raised. */
const MAX_CONCURRENCY = 2_147_483_647;

/** Name that Lambda itself would give the log group. */
export const functionLogGroup = (functionName: string): string => `/aws/lambda/${functionName}`;

/** Limits of `CreateFunction` for props that all functions share. */
export function functionRules(props: FunctionProps, region: string) {
  return {
    memoryMb: integer(128, 10_240, "choose a size that Lambda offers"),
    timeoutSeconds: integer(1, 900, "split work that takes longer"),
    "placement.subnetIds": satisfying<readonly string[]>(
      ({ length }) => length >= 2 && length <= 16,
      "2 to 16 subnets",
      "place the function in at least two Availability Zones",
    ),
    name: physicalName("function name"),
    regional: providerOfRegion(),
    logKey: inRegion(region),
    logRetentionDays: logRetention(),
    environment: [variableNames(), environmentSize()],
    "concurrency.reserved": integer(1, MAX_CONCURRENCY, "reserve at least one execution or omit the setting"),
    "concurrency.provisioned": integer(0, mostProvisioned(props), "reserve more executions or provision fewer"),
  } satisfies RuleTable<FunctionProps>;
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

function mostProvisioned({ concurrency: { reserved } = {} }: FunctionProps): number {
  return reserved !== undefined && isKnown(reserved) ? reserved : MAX_CONCURRENCY;
}
