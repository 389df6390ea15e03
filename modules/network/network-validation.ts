import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  cidrProblems,
  each,
  inRegion,
  integer,
  isKnown,
  logRetention,
  matching,
  nonEmpty,
  oneOf,
  physicalName,
  privateRange,
  providerOfRegion,
  satisfying,
  unique,
  zonesOf,
  type AwsRegion,
  type Rule,
} from "../core";
import {
  INTERFACE_ENDPOINT_SERVICES,
  type InterfaceEndpointService,
  type NatGateways,
  type NetworkProps,
} from "./network-props";

import { subnetRules } from "./subnet-blocks";

const NAT_MODES: readonly NatGateways[] = ["none", "single", "per-az"];
const SERVICES = Object.keys(INTERFACE_ENDPOINT_SERVICES) as InterfaceEndpointService[];
const ZONE = /^[a-z]{2}(?:-[a-z]+)+-\d[a-z]$/;
const MIN_ZONES = 2;
/** The most zones of any region (us-east-1). */
const MAX_ZONES = 6;
/** Rules of a network ACL in one direction (VPC quotas). */
const MAX_ACL_RULES = 20;

/**
 * Checks the props of a network. Ranges and zones must be literals, because subnets are planned and named at synth.
 */
export function validateNetwork(scope: Construct, id: string, props: NetworkProps): void {
  requireProps(scope, id, props, { name: "string", cidr: "string", availabilityZones: "list", logKey: "object" });
  const { region } = props.regional ?? AwsStack.of(scope);
  const zones = props.availabilityZones.map(literal);
  new Validation(scope, id)
    .props(
      { ...props, cidr: literal(props.cidr), availabilityZones: zones, zones: zones.length },
      {
        regional: providerOfRegion(),
        name: physicalName("prefix"),
        cidr: [range(zones.length), privateRange()],
        zones: integer(MIN_ZONES, MAX_ZONES, "name at least two zones, so that the network survives the loss of one"),
        availabilityZones: [zonesIn(region), unique()],
        natGateways: oneOf(NAT_MODES, "choose the egress of private subnets"),
        workloadZones: [
          nonEmpty("at least one zone", "omit it for all zones"),
          each(oneOf(zones, "name zones of the network")),
          unique(),
        ],
        dataTier: oneOf<string>(["none", "isolated"], "choose whether databases have subnets of their own"),
        dataPorts: [
          nonEmpty("at least one port", "list the ports of databases and caches"),
          each(integer(1, 65_535, "choose a TCP port")),
          satisfying(
            (ports) => (ports.length + 1) * zones.length <= MAX_ACL_RULES,
            `at most ${MAX_ACL_RULES} rules: one for each port and zone, and one for each zone`,
            "list only the ports that are used",
          ),
        ],
        subnetCidrs: subnetRules(props),
        interfaceEndpoints: [each(oneOf(SERVICES, "reach it through NAT, or request its endpoint")), unique()],
        endpointActions: actionsOf(props.interfaceEndpoints ?? []),
        flowLogRetentionDays: logRetention(),
        logKey: inRegion(region, "pass the key of the network's region"),
      },
    )
    .throwIfInvalid();
}

/** An endpoint serves one service, and exists for services of `interfaceEndpoints`. */
function actionsOf(endpoints: readonly string[]): Rule<NonNullable<NetworkProps["endpointActions"]>> {
  return (actionsByService) =>
    Object.entries(actionsByService).flatMap(([service, actions]) => {
      const below = `.${service}`;
      if (!endpoints.includes(service)) {
        return [{ below, value: service, allowed: "a service of interfaceEndpoints", fix: "add its endpoint" }];
      }
      const prefix = INTERFACE_ENDPOINT_SERVICES[service as InterfaceEndpointService];
      const isOfService = matching(
        new RegExp(`^${prefix}:[A-Za-z*]+$`),
        `actions of the service: ${prefix}:<Action>`,
        "name the actions that workloads call",
      );
      const rules = [nonEmpty("at least one action", "omit the service for all actions"), each(isOfService)];
      return rules.flatMap((rule) => rule(actions)).map((one) => ({ value: actions, ...one, below }));
    });
}

function range(zones: number): Rule<string> {
  return (cidr) => cidrProblems(cidr, zones);
}

/**
 * Rule for the zones of a region; where the region is unknown until plan, only the form of their names is checked.
 */
function zonesIn(region: AwsRegion): Rule<readonly string[]> {
  if (isKnown(region)) return zonesOf(region);
  return each(matching(ZONE, "an Availability Zone such as us-east-1a", "name a zone of the network's region"));
}

function literal(value: string): string {
  return isKnown(value) ? value : "a value that is unknown until apply";
}
