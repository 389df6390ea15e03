import type { Environment } from "../../environments";
import type { Network } from "../../modules/network";
import { waive } from "../../policies";
import { ACCEPTED } from "../waivers";

/** True for an environment without database and cache, which waits to take the place of another one. */
export function isPilotLight({ operation }: Environment): boolean {
  return operation === "pilot-light";
}

/**
 * The settings that an environment runs with. A pilot light has no NAT gateways, interface endpoints and warm
 * functions, which are charged by the hour and need nothing but their own region when they are added.
 */
export function runningSettings(environment: Environment): Environment {
  if (!isPilotLight(environment)) return environment;
  const { network, compute } = environment;
  return {
    ...environment,
    network: { ...network, natGateways: "none", interfaceEndpoints: [] },
    compute: { ...compute, provisionedConcurrency: 0 },
  };
}

/** Accepts that the functions of a pilot light reach no service: they do not run. */
export function waiveEndpoints(network: Network): void {
  waive(network.node.findChild("vpc"), {
    rule: "NET-11",
    reason: "No function of a pilot light runs; the endpoints are charged by the hour and come with the database",
    ...ACCEPTED,
  });
}
