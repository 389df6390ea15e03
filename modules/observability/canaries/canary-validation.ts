import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  inRegion,
  integer,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  type Rule,
} from "../../core";
import { CANARY_DEFAULTS, canaryRoleName, type CanaryProps } from "./canary-props";
import { CANARY_RUNTIMES } from "./synthetics-runtimes";

const MINUTES = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60];
const MAX_SECONDS = 840;
/** Names that Lambda reserves. */
const RESERVED = /^(?:AWS_|LAMBDA_|_)/;

/**
 * Checks the limits of `CreateCanary`, which no plan checks.
 *
 * @throws InputError with every problem of the props.
 */
export function validateCanary(scope: Construct, id: string, props: CanaryProps): void {
  requireProps(scope, id, props, {
    name: "string",
    runtime: "string",
    code: { bucketName: "string", key: "string" },
    handler: "string",
    everyMinutes: "number",
    artifacts: "object",
    key: "object",
  });
  const { region } = props.regional ?? AwsStack.of(scope);
  const { timeoutSeconds = CANARY_DEFAULTS.timeoutSeconds, everyMinutes } = props;
  new Validation(scope, id)
    .props(props, {
      name: [
        matching(/^[0-9a-z_-]{1,255}$/, "lower-case letters, digits, _ and -", "reword the name"),
        (name) => physicalName("role name")(canaryRoleName(name)),
      ],
      runtime: oneOf<string>(Object.keys(CANARY_RUNTIMES), "choose a runtime of the catalogue"),
      "code.key": keyOf(props.runtime),
      handler: matching(/^[\w./-]{1,128}\.\w+$/, "a file and a function: checkout.handler", "name the function"),
      everyMinutes: oneOf(MINUTES, "choose a divisor of an hour"),
      key: inRegion(region),
      environment: variables,
      retentionDays: integer(1, 455, "Synthetics lists runs for at most 455 days"),
      regional: providerOfRegion(),
    })
    .apply(
      "timeoutSeconds",
      timeoutSeconds,
      integer(3, MAX_SECONDS, "Synthetics stops a run after 14 minutes"),
      satisfying(
        (seconds) => seconds <= everyMinutes * 60,
        "at most the time between two runs",
        "shorten the timeout, or run less often",
      ),
    )
    .throwIfInvalid();
}

function keyOf(runtime: string): Rule<string> {
  const fix = "let the build write the archive below the runtime and its SHA-256";
  return satisfying(
    (key) => key.includes(`${runtime}/`) && /[0-9a-f]{64}\.zip$/.test(key),
    `a key with ${runtime}/ that ends in a SHA-256 and .zip`,
    fix,
  );
}

const variables: Rule<Readonly<Record<string, string>>> = (environment) =>
  Object.keys(environment)
    .filter((name) => RESERVED.test(name) || !/^[A-Za-z]\w*$/.test(name))
    .map((value) => ({ value, allowed: "names that Lambda does not reserve", fix: "rename the variable" }));
