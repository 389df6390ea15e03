import { cidrProblems, zonesOf, type AwsRegion } from "../core";
import type { EnvironmentRule, NamedEnvironment } from "./environment-rule";

/** Settings of an environment with a network. */
export interface NetworkEnvironment extends NamedEnvironment {
  readonly region: AwsRegion;
  readonly availabilityZones: readonly string[];
  readonly network: { readonly cidr: string };
}

/** Rules for the zones and the address range of an environment's network. */
export const NETWORK_RULES: readonly EnvironmentRule<NetworkEnvironment>[] = [
  {
    property: "availabilityZones",
    needs: ["availabilityZones", "region"],
    holds: ({ availabilityZones, region }) => zonesOf(region)(availabilityZones).length === 0,
    allowed: "zones of the environment's region, such as us-east-1a, as many as an account has there",
    fix: "name zones of the region, or change the region",
  },
  {
    property: "availabilityZones",
    needs: ["availabilityZones"],
    holds: ({ availabilityZones }) => new Set(availabilityZones).size === availabilityZones.length,
    allowed: "each zone once",
    fix: "remove the repeated zone",
  },
  {
    property: "network.cidr",
    needs: ["network", "availabilityZones"],
    holds: ({ network, availabilityZones }) => cidrProblems(network.cidr, availabilityZones.length).length === 0,
    allowed: "a network with room for a public and a private subnet in each zone",
    fix: "choose a shorter prefix or fewer zones: a tier is a sixteenth of the network, a subnet at least a /28",
  },
];
