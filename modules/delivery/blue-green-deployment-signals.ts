import { matchedEventsSignal, type Signal } from "../core";

/** Event pattern of deployments that failed or were stopped, by a person or by an alarm. */
export function failedDeployments(name: string): object {
  return {
    source: ["aws.codedeploy"],
    "detail-type": ["CodeDeploy Deployment State-change Notification"],
    detail: { state: ["FAILURE", "STOP"], application: [name], deploymentGroup: [name] },
  };
}

/** Signal of failed deployments: CodeDeploy itself publishes no metric of them. */
export function failedDeploymentsSignal(id: string, ruleName: string): Signal {
  return matchedEventsSignal({
    ruleName,
    id: `${id}-failed`,
    why: "A deployment failed or was stopped, and the old tasks serve again; CodeDeploy has the reason",
    label: "Failed deployments",
  });
}
