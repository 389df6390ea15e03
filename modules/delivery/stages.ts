import type { CodepipelineStage, CodepipelineStageAction } from "@cdktf/provider-aws/lib/codepipeline";
import { plainVariables } from "./build-variables";
import {
  SOURCE_ARTIFACT,
  SOURCE_STAGE,
  type ApprovalAction,
  type BuildAction,
  type PipelineSource,
  type PipelineStage,
} from "./pipeline-props";

export function stagesOf(source: PipelineSource, stages: readonly PipelineStage[]): CodepipelineStage[] {
  return [
    { name: SOURCE_STAGE, action: [sourceAction(source)] },
    ...stages.map(({ name, action }) => ({
      name,
      action: [action.type === "build" ? buildAction(name, action) : approvalAction(name, action)],
    })),
  ];
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
