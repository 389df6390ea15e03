import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  inRegion,
  integer,
  isKnown,
  oneOf,
  physicalName,
  providerOfRegion,
  satisfying,
  spanningZones,
  withDefaults,
  type Rule,
} from "../../core";
import { defaultUserId } from "./cache-users";
import { MAJOR_ENGINE_VERSIONS, SERVERLESS_CACHE_DEFAULTS, type ServerlessCacheProps } from "./serverless-cache-props";

/**
 * Checks the limits of `CreateServerlessCache`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateServerlessCache(scope: Construct, id: string, props: ServerlessCacheProps): void {
  requireProps(scope, id, props, {
    name: "string",
    engine: "string",
    maxStorageGb: "number",
    maxEcpuPerSecond: "number",
    placement: { vpcId: "string", subnetIds: "list", availabilityZones: "list" },
    dataKey: "object",
  });
  const storage = integer(1, 5000, "choose a size that ElastiCache Serverless stores");
  const { name, access } = withDefaults(props, SERVERLESS_CACHE_DEFAULTS);
  new Validation(scope, id)
    .props(props, {
      engine: oneOf<string>(Object.keys(MAJOR_ENGINE_VERSIONS), "choose an engine of ElastiCache Serverless"),
      maxStorageGb: storage,
      minStorageGb: [storage, atMost(props.maxStorageGb)],
      maxEcpuPerSecond: integer(1_000, 15_000_000, "choose a rate that ElastiCache Serverless offers"),
      dataKey: inRegion((props.regional ?? AwsStack.of(scope)).region),
      access: oneOf<string>(["network", "iam"], "choose how clients are authorized"),
      snapshotRetentionDays: integer(0, 35, "ElastiCache retains snapshots for at most 35 days"),
      name: physicalName("cache name"),
      regional: providerOfRegion(),
      placement: spanningZones(),
    })
    .props({ name: access === "iam" ? defaultUserId(name) : undefined }, { name: physicalName("cache name") })
    .throwIfInvalid();
}

function atMost(maxStorageGb: number): Rule<number> {
  return satisfying(
    (storage) => !isKnown(maxStorageGb) || storage <= maxStorageGb,
    `at most maxStorageGb, ${maxStorageGb}`,
    "raise the maximum or lower the minimum",
  );
}
