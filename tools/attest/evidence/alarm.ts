import { booleanOf, listOf, recordsOf, select, valueAt, type Resource, type StackInput } from "../../../policies";
import type { EvidenceFinding } from "../finding";
import type { EvidenceOf } from "../promises-file";
import { comparisonText, matchingResources, satisfies } from "./matching-resources";

/** An alarm on a metric notifies somebody at a threshold, which says that a promise was broken and does not keep it. */
export function alarm(evidence: EvidenceOf<"alarm">, stacks: readonly StackInput[]): EvidenceFinding {
  const { metric, statistic } = evidence;
  const wanted = `alarm on ${metric}${statistic === undefined ? "" : ` (${statistic})`}, threshold ${comparisonText(evidence)}`;
  const found = matchingResources(stacks, "aws_cloudwatch_metric_alarm")
    .filter((one) => measures(one, evidence))
    .filter(({ values }) => satisfies(values["threshold"], evidence));
  const heard = found.filter(({ values }) => notifies(values, stacks));
  if (heard.length > 0) return { way: "alarm only", holds: true, text: `${wanted}: ${heard.length}` };
  return { way: "alarm only", holds: false, text: found.length === 0 ? `no ${wanted}` : `${wanted} notifies nobody` };
}

type Values = Resource["values"];

/** A simple alarm has its metric at the top, an expression in its queries. */
function measures({ values }: Resource, { metric, namespace, statistic }: EvidenceOf<"alarm">): boolean {
  const queries = recordsOf(values["metric_query"]).flatMap((query) => recordsOf(query["metric"]));
  return [values, ...queries].some(
    (one) =>
      one["metric_name"] === metric &&
      (namespace === undefined || one["namespace"] === namespace) &&
      (statistic === undefined || [one["statistic"], one["extended_statistic"], one["stat"]].includes(statistic)),
  );
}

/** An alarm without actions may be a part of a composite alarm, which has them. */
function notifies(values: Values, stacks: readonly StackInput[]): boolean {
  if (booleanOf(values["actions_enabled"]) === false) return false;
  if (listOf(values["alarm_actions"]).length > 0) return true;
  const name = valueAt(values, "alarm_name");
  return matchingResources(stacks, "aws_cloudwatch_composite_alarm", { alarm_actions: "*" }).some((composite) =>
    select(composite.values, "alarm_rule").some(({ value }) => String(value).includes(`"${String(name)}"`)),
  );
}
