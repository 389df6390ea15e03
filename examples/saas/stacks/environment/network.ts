import { Network } from "groundplan/network";
import { accept, isJudgedAsProduction } from "../waivers";
import type { Context } from "./context";

/**
 * Two public subnets with an internet gateway, private ones whose functions reach AWS through NAT, and data subnets
 * without a route out of the VPC.
 */
export function createNetwork({ stack, environment, prefix, network, availabilityZones, keys }: Context): Network {
  const created = new Network(stack, "network", {
    ...network,
    name: prefix,
    availabilityZones,
    dataTier: "isolated",
    dataPorts: [5_432, 6_379],
    flowLogRetentionDays: environment.logRetentionDays,
    logKey: keys.logs,
  });
  if (isJudgedAsProduction(environment)) {
    accept(created, "vpc", "NET-11", "No function in the VPC reads parameters of Systems Manager");
  }
  return created;
}
