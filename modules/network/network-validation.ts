import type { Construct } from "constructs";
import { AWS_REGIONS, Validation, checkLogRetention, checkName, isKnown } from "../core";
import { INTERFACE_ENDPOINT_SERVICES, type InterfaceEndpointService } from "./endpoints";
import type { NetworkProps } from "./network";
import type { NatGateways } from "./routing";
import { cidrProblems } from "./subnets";

const NAT_MODES: readonly NatGateways[] = ["none", "single", "per-az"];
const SERVICES = Object.keys(INTERFACE_ENDPOINT_SERVICES) as InterfaceEndpointService[];
const MIN_ZONES = 2;
/** The most zones that any region has (us-east-1). */
const MAX_ZONES = 6;

/** Checks a network's props before anything is made. */
export function validateNetwork(scope: Construct, id: string, props: NetworkProps): void {
  const { name, region, natGateways, interfaceEndpoints = [], flowLogRetentionDays, logKey } = props;
  const validation = new Validation(scope, id);
  checkName(validation, "prefix", name);
  validation
    .oneOf<string>("region", region, AWS_REGIONS, "use a region of the standard partition")
    .oneOf("natGateways", natGateways, NAT_MODES, "say how private subnets reach the internet")
    .check(
      logKey.region === region,
      "logKey",
      `a key in ${logKey.region}`,
      `a key in ${region}`,
      "pass the key of the network's own region",
    );
  checkCidr(validation, props);
  checkZones(validation, props);
  interfaceEndpoints.forEach((service) =>
    validation.oneOf("interfaceEndpoints", service, SERVICES, "leave it to NAT, or ask for its endpoint to be added"),
  );
  checkDistinct(validation, "interfaceEndpoints", interfaceEndpoints);
  checkLogRetention(validation, flowLogRetentionDays, "flowLogRetentionDays");
  validation.throwIfInvalid();
}

function checkCidr(validation: Validation, { cidr, availabilityZones }: NetworkProps): void {
  cidrProblems(cidr, availabilityZones.length).forEach(({ allowed, fix }) =>
    validation.check(false, "cidr", literal(cidr), allowed, fix),
  );
}

function checkZones(validation: Validation, { region, availabilityZones }: NetworkProps): void {
  const property = "availabilityZones";
  validation.integer(
    `${property}.length`,
    availabilityZones.length,
    MIN_ZONES,
    MAX_ZONES,
    "name two zones at least, so that the loss of one is survived",
  );
  availabilityZones.forEach((zone) =>
    validation.check(
      zone.length === region.length + 1 && zone.startsWith(region) && /[a-z]$/.test(zone),
      property,
      literal(zone),
      `a zone of ${region}, such as ${region}a`,
      "name a zone of the network's own region",
    ),
  );
  checkDistinct(validation, property, availabilityZones);
}

function checkDistinct(validation: Validation, property: string, values: readonly string[]): void {
  const repeated = [...new Set(values.filter((value, position) => values.indexOf(value) !== position))];
  validation.check(repeated.length === 0, property, repeated, "each value once", "remove the repetition");
}

/** Subnets are planned and named at synth, where a token has no value yet; validation alone would pass it over. */
function literal(value: string): string {
  return isKnown(value) ? value : "a value that is not known before apply";
}
