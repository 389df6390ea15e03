import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  arn,
  inRegion,
  integer,
  isKnown,
  logRetention,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  spanningZones,
  type Rule,
} from "../../core";
import { ENGINE_FAMILIES, proxyRoleName, type DatabaseProxyProps, type ProxyTarget } from "./database-proxy-props";

/**
 * Checks the limits of `CreateDBProxy` and `RegisterDBProxyTargets`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateDatabaseProxy(scope: Construct, id: string, props: DatabaseProxyProps): void {
  requireProps(scope, id, props, {
    name: "string",
    engine: "string",
    target: { writerEndpoint: "string" },
    secrets: "object",
    placement: { vpcId: "string", subnetIds: "list", availabilityZones: "list" },
    logKey: "object",
  });
  const { region } = props.regional ?? AwsStack.of(scope);
  const name = /^(?=.{1,63}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
  new Validation(scope, id)
    .props(props, {
      name: [
        matching(name, "lower-case letters, digits and single hyphens, beginning with a letter", "reword the name"),
        (value) => physicalName("role name")(proxyRoleName(value)),
      ],
      engine: oneOf<string>(Object.keys(ENGINE_FAMILIES), "name the engine of the target"),
      target: oneTarget,
      secrets: [numberOfSecrets, secretsOf(region)],
      placement: spanningZones(),
      logKey: inRegion(region),
      clientAuthentication: oneOf<string>(["iam", "password"], "choose the way in which clients sign in"),
      idleClientTimeoutSeconds: integer(1, 28_800, "RDS allows eight hours"),
      maxConnectionsPercent: integer(1, 100, "leave a share for administrators"),
      borrowTimeoutSeconds: integer(0, 3_600, "RDS allows an hour"),
      logRetentionDays: logRetention(),
      regional: providerOfRegion(),
    })
    .throwIfInvalid();
}

const oneTarget: Rule<ProxyTarget> = satisfying(
  ({ instanceIdentifier, clusterIdentifier }) =>
    (instanceIdentifier === undefined) !== (clusterIdentifier === undefined),
  "either instanceIdentifier or clusterIdentifier",
  "pass the writer of the database",
  ({ instanceIdentifier, clusterIdentifier }) => ({ instanceIdentifier, clusterIdentifier }),
);

const numberOfSecrets: Rule<DatabaseProxyProps["secrets"]> = (secrets) => {
  const value = Object.keys(secrets).length;
  return value >= 1 && value <= 200
    ? []
    : [{ value, allowed: "1 to 200 secrets", fix: "pass the secret of each database user" }];
};

/** A proxy reads secrets of its own region. */
function secretsOf(region: string): Rule<DatabaseProxyProps["secrets"]> {
  const resource = /secret:[\w/+=.@-]{1,519}/;
  const rule = arn({ of: "a secret", service: "secretsmanager", resource, region }, "pass a secret of the region");
  return (secrets) =>
    Object.entries(secrets)
      .filter(([, { secretArn }]) => isKnown(secretArn))
      .flatMap(([user, { secretArn }]) => rule(secretArn).map((one) => ({ ...one, below: `.${user}.secretArn` })));
}
