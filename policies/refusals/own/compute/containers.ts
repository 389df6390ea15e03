import { fail, when } from "../../../engine/checks";
import type { Values } from "../../../engine/resource";
import type { Check } from "../../../engine/rule";
import { isEmpty } from "../../../engine/values";
import { isLess, related } from "../conditions";
import { GUIDES, type OwnRefusal } from "../own-refusal";

const GROUPS = ["aws_alb_target_group", "aws_lb_target_group"];

/** Tasks of Fargate, and all with a network configuration, have network interfaces of their own. */
const hasOwnInterfaces = ({ values }: { readonly values: Values }): boolean =>
  values["launch_type"] === "FARGATE" || !isEmpty(values["network_configuration"]);

const registersAddresses: Check = (service, { graph }) =>
  graph
    .targetsAt(service, "load_balancer.target_group_arn")
    .filter(({ type }) => GROUPS.includes(type))
    .filter(({ values: { target_type: target = "instance" } }) => target === "instance")
    .map(({ address }) => fail("load_balancer.target_group_arn", `is ${address} with target_type instance`));

const hasRoomToRebalance: Check = related({
  at: "availability_zone_rebalancing",
  decidedBy: ["availability_zone_rebalancing", "deployment_maximum_percent"],
  problemOf: ({ availability_zone_rebalancing: rebalancing, deployment_maximum_percent: most }) =>
    rebalancing === "ENABLED" && isLess(most, 101)
      ? `must not be ENABLED with a deployment_maximum_percent of ${String(most)}`
      : undefined,
});

export const CONTAINERS: readonly OwnRefusal[] = [
  {
    id: "gp-ecs-target-type",
    title: "Tasks with their own network interfaces register their IP addresses with target groups",
    fix: "Set target_type of the target group to ip.",
    documentation: `${GUIDES}/AmazonECS/latest/developerguide/alb.html`,
    types: ["aws_ecs_service"],
    check: when(hasOwnInterfaces, registersAddresses),
  },
  {
    id: "gp-ecs-rebalancing-percent",
    title: "Services that rebalance Availability Zones may start additional tasks",
    fix: "Set deployment_maximum_percent above 100, or availability_zone_rebalancing to DISABLED.",
    documentation: `${GUIDES}/AmazonECS/latest/developerguide/service-rebalancing.html`,
    types: ["aws_ecs_service"],
    check: hasRoomToRebalance,
  },
];
