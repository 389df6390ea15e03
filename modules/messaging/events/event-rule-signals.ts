import type { Graph, Metric, Signal } from "../../core";

const PERIOD_SECONDS = 300;

/** Metrics that EventBridge publishes only when they are not zero, with the conclusion. */
const FAILURES = {
  "failed-invocations": {
    metricName: "FailedInvocations",
    label: "Failed",
    why: "Events could not be delivered for good; they are in the dead-letter queue of the target, or lost without one",
  },
  lost: {
    metricName: "InvocationsFailedToBeSentToDlq",
    label: "Lost",
    why: "EventBridge could not send undelivered events to a dead-letter queue; compare its policy and that of its key",
  },
  throttled: {
    metricName: "ThrottledRules",
    label: "Throttled",
    why: "EventBridge delays deliveries of this rule: the quota of invocations of the account is used up",
  },
} as const;

/** Names that select the metrics of a rule; those of the default bus name the rule only. */
interface RuleNames {
  readonly ruleName: string;
  readonly eventBusName: string;
}

/** Signals of a rule: events that were not delivered, events that are lost, and throttling. */
export function eventRuleSignals(id: string, names: RuleNames): readonly Signal[] {
  return Object.entries(FAILURES).map(([suffix, { metricName, label, why }]) => ({
    ...metric(names, metricName, label),
    id: `${id}-${suffix}`,
    why,
    threshold: 1,
    comparison: "at-or-above",
    periodSeconds: PERIOD_SECONDS,
    evaluationPeriods: 1,
    missingData: "notBreaching",
  }));
}

export function eventRuleGraphs(names: RuleNames): readonly Graph[] {
  const deliveries = [metric(names, "Invocations", "Delivered"), metric(names, "TriggeredRules", "Matched")];
  const failures = Object.values(FAILURES).map(({ metricName, label }) => metric(names, metricName, label));
  return [{ title: `Events of ${names.ruleName}`, metrics: [...deliveries, ...failures] }];
}

function metric({ ruleName, eventBusName }: RuleNames, metricName: string, label: string): Metric {
  const bus = eventBusName === "default" ? undefined : { EventBusName: eventBusName };
  const dimensions = { ...bus, RuleName: ruleName };
  return { namespace: "AWS/Events", metricName, dimensions, statistic: "Sum", label };
}
