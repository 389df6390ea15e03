import type { Construct } from "constructs";
import { sidOf, type PolicyStatement, type StackLocation } from "../../core";

/** Names of the application and of its deployment group, on the construct that owns them. */
export interface Deployments extends Construct {
  readonly applicationName: string;
  readonly deploymentGroupName: string;
}

/** Allows a pipeline to start and follow deployments of one group. */
export function startStatements(
  owner: Deployments,
  { account, region, partition }: StackLocation,
): readonly PolicyStatement[] {
  const { applicationName, deploymentGroupName } = owner;
  const codeDeploy = `arn:${partition}:codedeploy:${region}:${account}`;
  return [
    {
      sid: sidOf("Deploy", owner),
      actions: ["codedeploy:CreateDeployment", "codedeploy:GetDeployment"],
      resources: [`${codeDeploy}:deploymentgroup:${applicationName}/${deploymentGroupName}`],
    },
    {
      sid: sidOf("RegisterRevisionOf", owner),
      actions: [
        "codedeploy:GetApplication",
        "codedeploy:GetApplicationRevision",
        "codedeploy:RegisterApplicationRevision",
      ],
      resources: [`${codeDeploy}:application:${applicationName}`],
    },
    {
      sid: sidOf("ReadShiftOf", owner),
      actions: ["codedeploy:GetDeploymentConfig"],
      resources: [`${codeDeploy}:deploymentconfig:*`],
    },
  ];
}
