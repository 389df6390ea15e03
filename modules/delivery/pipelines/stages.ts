import type { CodepipelineStage, CodepipelineStageAction } from "@cdktf/provider-aws/lib/codepipeline";
import { plainVariables } from "./build-variables";
import {
  SOURCE_ARTIFACT,
  SOURCE_STAGE,
  type ApprovalAction,
  type BuildAction,
  type DeployAction,
  type PipelineSource,
  type PipelineStage,
} from "./pipeline-props";

export function stagesOf(source: PipelineSource, stages: readonly PipelineStage[]): CodepipelineStage[] {
  return [
    { name: SOURCE_STAGE, action: [sourceAction(source)] },
    ...stages.map((stage) => ({ name: stage.name, action: [actionOf(stage)] })),
  ];
}

function actionOf({ name, action }: PipelineStage): CodepipelineStageAction {
  switch (action.type) {
    case "build":
      return buildAction(name, action);
    case "deploy":
      return deployAction(name, action);
    case "approval":
      return approvalAction(name, action);
  }
}

/** Returns a trigger for pushes to the branch, restricted to pushes that change one of the paths. */
export function triggerOf({ branch, paths }: PipelineSource) {
  return {
    providerType: "CodeStarSourceConnection",
    gitConfiguration: {
      sourceActionName: SOURCE_STAGE,
      push: [{ branches: { includes: [branch] }, filePaths: paths && { includes: [...paths] } }],
    },
  };
}

function sourceAction({ connectionArn, repository, branch }: PipelineSource): CodepipelineStageAction {
  return {
    name: SOURCE_STAGE,
    category: "Source",
    owner: "AWS",
    provider: "CodeStarSourceConnection",
    version: "1",
    outputArtifacts: [SOURCE_ARTIFACT],
    configuration: {
      ConnectionArn: connectionArn,
      FullRepositoryId: repository,
      BranchName: branch,
      OutputArtifactFormat: "CODE_ZIP",
      // The trigger starts the pipeline; both together would start it twice.
      DetectChanges: "false",
    },
  };
}

function buildAction(
  name: string,
  { project, environment, input, output, namespace }: BuildAction,
): CodepipelineStageAction {
  return {
    name,
    category: "Build",
    owner: "AWS",
    provider: "CodeBuild",
    version: "1",
    inputArtifacts: [input ?? SOURCE_ARTIFACT],
    outputArtifacts: output === undefined ? undefined : [output],
    namespace,
    configuration: {
      ProjectName: project.projectName,
      ...(environment && { EnvironmentVariables: JSON.stringify(plainVariables(environment)) }),
    },
  };
}

function deployAction(name: string, { deployment, input, image }: DeployAction): CodepipelineStageAction {
  return {
    name,
    category: "Deploy",
    owner: "AWS",
    provider: "CodeDeployToECS",
    version: "1",
    inputArtifacts: [input, image],
    configuration: {
      ApplicationName: deployment.applicationName,
      DeploymentGroupName: deployment.deploymentGroupName,
      TaskDefinitionTemplateArtifact: input,
      TaskDefinitionTemplatePath: "taskdef.json",
      AppSpecTemplateArtifact: input,
      AppSpecTemplatePath: "appspec.yaml",
      Image1ArtifactName: image,
      Image1ContainerName: "IMAGE1_NAME",
    },
  };
}

function approvalAction(name: string, { message, topicArn }: ApprovalAction): CodepipelineStageAction {
  return {
    name,
    category: "Approval",
    owner: "AWS",
    provider: "Manual",
    version: "1",
    configuration: { CustomData: message, ...(topicArn !== undefined && { NotificationArn: topicArn }) },
  };
}
