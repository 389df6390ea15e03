import { all, expectAt, fail, isTrue } from "../../../engine/checks";
import type { Values } from "../../../engine/resource";
import type { Check } from "../../../engine/rule";
import { booleanOf, isEmpty, listOf, numberOf, valueAt } from "../../../engine/values";
import { zonesAt } from "../../checks/subnets";
import { isBlueGreen } from "./blue-green";

const breaksCircuit = all(isTrue("deployment_circuit_breaker.enable"), isTrue("deployment_circuit_breaker.rollback"));

/** Requires rollbacks of failed deployments, by ECS or by CodeDeploy. */
export const rollsBack: Check = (service, context) => {
  if (isBlueGreen(service)) {
    const deployments = context.graph.referrers(service, "aws_codedeploy_deployment_group");
    return deployments.some(({ values }) => rollsBackOnAlarm(values))
      ? []
      : [fail("deployment_controller", "needs a deployment group that rolls back on an alarm")];
  }
  return breaksCircuit(service, context);
};

/** Requires two tasks; for a service that scales, the minimum capacity counts. */
export const hasTwoTasks: Check = (service, { graph }) => {
  const scaled = graph
    .referrers(service, "aws_appautoscaling_target")
    .map(({ values }) => numberOf(values["min_capacity"]));
  const counts = scaled.length > 0 ? scaled : [numberOf(service.values["desired_count"])];
  return counts.every((count) => count !== undefined && count >= 2)
    ? []
    : [fail("desired_count", "must be at least 2, also as min_capacity of a scaling target")];
};

const rollsBackOnAlarm = (group: Values): boolean =>
  booleanOf(valueAt(group, "auto_rollback_configuration.enabled")) === true &&
  !isEmpty(valueAt(group, "alarm_configuration.alarms"));

/** Requires subnets in two AZs. */
export const spansTwoZones: Check = (service, context) => {
  const path = "network_configuration.subnets";
  const zones = zonesAt(service, path, context.graph);
  if (zones !== undefined) return zones.size >= 2 ? [] : [fail(path, "must name subnets of two AZs")];
  return expectAt(path, "must name two subnets", (value) => listOf(value).length >= 2)(service, context);
};
