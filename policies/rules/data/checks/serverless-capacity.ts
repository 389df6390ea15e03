import { fail, unknown } from "../../../engine/checks";
import type { Resource, Values } from "../../../engine/resource";
import type { Check, Finding } from "../../../engine/rule";
import { isEmpty, isUnresolved, numberOf, recordsOf } from "../../../engine/values";

const INSTANCE = "aws_rds_cluster_instance";

export const scalesItself = ({ values }: Resource): boolean => !isEmpty(values["serverlessv2_scaling_configuration"]);

const SCALING = "serverlessv2_scaling_configuration";

export const hasValidCapacity: Check = ({ values }) =>
  recordsOf(values[SCALING]).flatMap((range) => [...capacityProblems(range), ...pauseProblems(range)]);

function capacityProblems({ min_capacity: least, max_capacity: most }: Values): readonly Finding[] {
  if (isUnresolved(least) || isUnresolved(most)) return [unknown(SCALING)];
  const [min, max] = [numberOf(least) ?? NaN, numberOf(most) ?? NaN];
  const steps = [min, max].every((capacity) => (capacity * 2) % 1 === 0);
  return steps && min >= 0 && min <= max && max >= 1 && max <= 256
    ? []
    : [fail(SCALING, "must be multiples of 0.5, with min_capacity <= max_capacity and max_capacity from 1 to 256")];
}

function pauseProblems({ min_capacity: min, seconds_until_auto_pause: seconds }: Values): readonly Finding[] {
  const pause = numberOf(seconds);
  return pause === undefined || (numberOf(min) === 0 && pause >= 300 && pause <= 86_400)
    ? []
    : [fail(`${SCALING}.seconds_until_auto_pause`, "must be from 300 to 86400, with min_capacity 0")];
}

export const hasServerlessInstance: Check = (cluster, { graph }) => {
  const classes = graph.referrers(cluster, INSTANCE).map(({ values }) => values["instance_class"]);
  return classes.length === 0 || classes.includes("db.serverless")
    ? []
    : [fail("serverlessv2_scaling_configuration", "needs an instance of the class db.serverless")];
};
