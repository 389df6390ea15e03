import { Network } from "groundplan/network";
import type { Context } from "./context";
import { accept, isJudgedAsProduction } from "./waivers";

/** One zone for everything that runs, with the document's blocks, and subnets that AWS requires in a second zone. */
export function createNetwork({ stack, environment, logKey }: Context): Network {
  const { workloadZone, ...network } = environment.network;
  const created = new Network(stack, "network", {
    ...network,
    name: environment.project,
    availabilityZones: environment.availabilityZones,
    workloadZones: [workloadZone],
    natGateways: "single",
    logKey,
  });
  if (isJudgedAsProduction(environment))
    accept(
      created,
      "vpc",
      "NET-11",
      "Five interface endpoints cost more than $36 a month; NAT reaches the services by TLS",
    );
  return created;
}
