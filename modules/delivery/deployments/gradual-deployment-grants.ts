import { sidOf, type PolicyStatement, type StackLocation } from "../../core";
import { readAlarms } from "./code-deploy-role";
import { startStatements, type Deployments } from "./deployment-start";
import type { GradualDeploymentProps, ShiftedFunction } from "./gradual-deployment-props";

/** ARNs of a function and of its versions and aliases. */
function functionArns(functionName: string, { account, region, partition }: StackLocation): readonly string[] {
  const arn = `arn:${partition}:lambda:${region}:${account}:function:${functionName}`;
  return [arn, `${arn}:*`];
}

/** Allows CodeDeploy to move the alias of one function, and to invoke the hooks. */
export function gradualStatements(props: GradualDeploymentProps, stack: StackLocation): readonly PolicyStatement[] {
  const hooks = Object.values(props.hooks ?? {}).filter((hook) => hook !== undefined);
  const moveAlias = {
    sid: "MoveAlias",
    actions: ["lambda:GetAlias", "lambda:GetProvisionedConcurrencyConfig", "lambda:UpdateAlias"],
    resources: functionArns(props.function.functionName, stack),
  };
  if (hooks.length === 0) return [moveAlias, readAlarms(stack)];
  const resources = hooks.flatMap(({ functionName }) => functionArns(functionName, stack));
  return [moveAlias, { sid: "InvokeHooks", actions: ["lambda:InvokeFunction"], resources }, readAlarms(stack)];
}

/** Allows a hook to report its result. */
export function reportStatement(owner: Deployments, { account, region, partition }: StackLocation): PolicyStatement {
  const group = `deploymentgroup:${owner.applicationName}/${owner.deploymentGroupName}`;
  return {
    sid: sidOf("ReportTo", owner),
    actions: ["codedeploy:PutLifecycleEventHookExecutionStatus"],
    resources: [`arn:${partition}:codedeploy:${region}:${account}:${group}`],
  };
}

/** Allows a pipeline to compare the alias with the newest version, and to start and follow a deployment. */
export function deployVersionStatements(
  owner: Deployments,
  { functionName }: ShiftedFunction,
  stack: StackLocation,
): readonly PolicyStatement[] {
  return [
    ...startStatements(owner, stack),
    {
      sid: sidOf("ReadVersionsOf", owner),
      actions: ["lambda:GetAlias", "lambda:ListVersionsByFunction"],
      resources: functionArns(functionName, stack),
    },
  ];
}
