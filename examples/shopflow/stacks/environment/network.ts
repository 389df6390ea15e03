import { Network } from "groundplan/network";
import type { Context } from "./context";

/** Public subnets for the load balancer, private ones for tasks, and data subnets without a route out of the VPC. */
export function createNetwork({ stack, environment, keys }: Context): Network {
  return new Network(stack, "network", {
    ...environment.network,
    name: environment.prefix,
    availabilityZones: environment.availabilityZones,
    dataTier: "isolated",
    dataPorts: [5_432, 6_379],
    flowLogRetentionDays: environment.logRetentionDays,
    logKey: keys.logs,
  });
}
