import { TerraformOutput } from "cdktf";
import type { NodeFunction } from "groundplan/compute/functions";
import type { Signal } from "groundplan/core";
import { GradualDeployment } from "groundplan/delivery/deployments";
import type { FunctionName } from "../../functions/contract";
import type { Context } from "./context";
import type { Functions } from "./functions";

/** Functions whose new versions receive traffic in steps: those that customers and PayPal wait for. */
const SHIFTED = ["authorizer", "users", "subscriptions", "billing", "webhook"] as const satisfies FunctionName[];

export interface Delivery {
  readonly deployments: readonly GradualDeployment[];
  /** Errors of the alias of each function, which roll a deployment back. */
  readonly signals: readonly Signal[];
}

/**
 * Canary deployments by CodeDeploy: a tenth of the traffic for five minutes, then all of it. Errors at the alias send
 * it back to the version before. The output `deployments` lists them for the pipeline that starts them.
 */
export function createDelivery({ stack, prefix }: Context, functions: Functions): Delivery {
  const created = SHIFTED.map((name) => {
    const fn = functions[name];
    const deployment = new GradualDeployment(stack, `${name}-deployment`, {
      name: `${prefix}-${name}`,
      function: fn,
      shift: "canary-10-percent-5-minutes",
      alarmNames: [`${prefix}-${signalOf(name, fn).id}`],
    });
    return { deployment, fn, signal: signalOf(name, fn) };
  });
  const listed = created.map(({ deployment, fn }) => ({
    region: stack.region,
    function: fn.functionName,
    alias: fn.aliasName,
    application: deployment.applicationName,
    group: deployment.deploymentGroupName,
    appSpec: deployment.appSpec("$CURRENT", "$TARGET"),
  }));
  new TerraformOutput(stack, "deployments", { value: listed }).overrideLogicalId("deployments");
  return {
    deployments: created.map(({ deployment }) => deployment),
    signals: created.map(({ signal }) => signal),
  };
}

function signalOf(name: FunctionName, { functionName, aliasName }: NodeFunction): Signal {
  return {
    id: `${name}-live-errors`,
    why: "The version that receives traffic fails; CodeDeploy returns a running deployment to the one before",
    namespace: "AWS/Lambda",
    metricName: "Errors",
    dimensions: { FunctionName: functionName, Resource: `${functionName}:${aliasName}` },
    statistic: "Sum",
    label: "Errors",
    threshold: 3,
    comparison: "at-or-above",
    periodSeconds: 60,
    evaluationPeriods: 1,
    missingData: "notBreaching",
  };
}
