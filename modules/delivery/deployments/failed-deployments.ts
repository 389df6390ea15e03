import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import type { Construct } from "constructs";
import { matchedEventsSignal, signalsIn, type Signal } from "../../core";

/** Event pattern of deployments that failed or were stopped, by a person or by an alarm. */
export function failedDeployments(name: string): object {
  return {
    source: ["aws.codedeploy"],
    "detail-type": ["CodeDeploy Deployment State-change Notification"],
    detail: { state: ["FAILURE", "STOP"], application: [name], deploymentGroup: [name] },
  };
}

/**
 * Counts failed deployments by a rule, because CodeDeploy publishes no metric of them. Returns the signal of the count.
 *
 * @param serving - what serves after a rollback, in the words of the signal.
 */
export function countFailedDeployments(scope: Construct, name: string, serving: string): readonly Signal[] {
  const ruleName = `${name}-failed`;
  new CloudwatchEventRule(scope, "failed-deployments", {
    name: ruleName,
    description: `Deployments of ${name} that failed or were stopped, counted by a metric`,
    eventPattern: JSON.stringify(failedDeployments(name)),
  });
  const signal = matchedEventsSignal({
    ruleName,
    id: `${scope.node.id}-failed`,
    why: `A deployment failed or was stopped, and ${serving}; CodeDeploy has the reason`,
    label: "Failed deployments",
  });
  return signalsIn(scope, [signal]);
}
