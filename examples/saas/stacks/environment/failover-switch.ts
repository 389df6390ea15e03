import type { AwsStack, KeyReference, Signal } from "groundplan/core";
import { AlarmTopic, Alarms } from "groundplan/observability";
import type { Environment } from "../../environments";
import { metricNamespace } from "../../functions/contract";

/** Metric that operators put: 1 fails over, 0 ends it. */
const METRIC = "FailoverRequested";

/**
 * The alarm by which operators fail over, in the second region, so that it works while the main one is lost. Route 53
 * reads its metric and retains its status without data, so that one data point lasts until the next.
 */
export function createFailoverSwitch(stack: AwsStack<"us-west-2">, environment: Environment, key: KeyReference): void {
  const { prefix: name, alarmEmails: emails, deletionProtection } = environment;
  const { topicArn } = new AlarmTopic(stack, "switch-topic", {
    name: `${name}-failover`,
    key,
    emails,
    deletionProtection,
  });
  const signal: Signal = {
    id: "failover-switch",
    why: "Operators have sent the traffic to the second region",
    namespace: metricNamespace,
    metricName: METRIC,
    dimensions: { environment: environment.name },
    statistic: "Maximum",
    label: "Requested",
    threshold: 1,
    comparison: "at-or-above",
    periodSeconds: 60,
    evaluationPeriods: 1,
    missingData: "missing",
  };
  new Alarms(stack, "switch", { name, topicArn, signals: [signal] });
}
