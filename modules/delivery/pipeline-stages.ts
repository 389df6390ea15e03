import type { CodepipelineStage, CodepipelineStageAction } from "@cdktf/provider-aws/lib/codepipeline";
import type { Grantee, Validation } from "../core";
import { checkVariables, plainVariables, type BuildVariables } from "./build-variables";

/** A build project as a pipeline needs it; `BuildProject` is one. */
export interface PipelineProject extends Grantee {
  readonly projectName: string;
  readonly projectArn: string;
}

/** Where a pipeline takes its source from. */
export interface PipelineSource {
  /** ARN of a connection, as `SourceConnection` makes it. */
  readonly connectionArn: string;
  /** `owner/name` at the source host. */
  readonly repository: string;
  readonly branch: string;
  /** Start only when a push changes one of these paths: at most 8 glob patterns. @default any push to the branch starts it */
  readonly paths?: readonly string[];
}

export interface BuildAction {
  readonly type: "build";
  readonly project: PipelineProject;
  /** Variables in addition to the project's own; no secrets. @default none */
  readonly environment?: BuildVariables;
  /** What the build works on: the `output` of an earlier stage. @default the source */
  readonly input?: string;
  /** Name of what the build hands on. @default it hands on nothing */
  readonly output?: string;
}

export interface ApprovalAction {
  readonly type: "approval";
  /** What the approver should look at: 1 to 1000 characters. */
  readonly message: string;
  /** Who is told that an approval is due. @default nobody */
  readonly topicArn?: string;
}

/** One step of a pipeline; the next one begins when it has succeeded. */
export interface PipelineStage {
  readonly name: string;
  readonly action: BuildAction | ApprovalAction;
}

const SOURCE_STAGE = "Source";
const SOURCE_ARTIFACT = "source";
/** CodePipeline service quotas: 50 stages, the source among them, and 8 patterns in a filter. */
const MAX_STAGES = 49;
const MAX_PATHS = 8;

export function stagesOf(source: PipelineSource, stages: readonly PipelineStage[]): CodepipelineStage[] {
  return [
    { name: SOURCE_STAGE, action: [sourceAction(source)] },
    ...stages.map(({ name, action }) => ({
      name,
      action: [action.type === "build" ? buildAction(name, action) : approvalAction(name, action)],
    })),
  ];
}

/** A push to the branch, and only one that changes one of the paths if there are any. */
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

function buildAction(name: string, { project, environment, input, output }: BuildAction): CodepipelineStageAction {
  return {
    name,
    category: "Build",
    owner: "AWS",
    provider: "CodeBuild",
    version: "1",
    inputArtifacts: [input ?? SOURCE_ARTIFACT],
    outputArtifacts: output === undefined ? undefined : [output],
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

export function checkSource(validation: Validation, { repository, branch, paths }: PipelineSource): void {
  validation
    .matches(
      "source.repository",
      repository,
      /^[\w.-]+(?:\/[\w.-]+)+$/,
      "owner/name",
      "copy it from the repository's address",
    )
    .matches(
      "source.branch",
      branch,
      /^(?!-)[\w./-]{1,255}$/,
      "the name of one branch, without wildcards",
      "name the branch that deploys",
    )
    .check(
      paths === undefined || (paths.length > 0 && paths.length <= MAX_PATHS),
      "source.paths",
      paths,
      `1 to ${MAX_PATHS} patterns`,
      "join patterns, or leave them out",
    );
  paths?.forEach((path) =>
    validation.matches("source.paths", path, /^[^\s/][^\s]{0,254}$/, "a path from the repository's root", "reword it"),
  );
}

export function checkStages(validation: Validation, stages: readonly PipelineStage[]): void {
  const names = stages.map(({ name }) => name);
  const allowed = `1 to ${MAX_STAGES} stages after the source`;
  const fitting = stages.length > 0 && stages.length <= MAX_STAGES;
  validation.check(fitting, "stages", names, allowed, "say what the pipeline does");
  stages.forEach((stage, position) => checkStage(validation, stage, stages.slice(0, position)));
}

function checkStage(validation: Validation, { name, action }: PipelineStage, earlier: readonly PipelineStage[]): void {
  const taken = [SOURCE_STAGE, ...earlier.map((stage) => stage.name)];
  validation
    .matches("stages", name, /^[\w.@-]{1,100}$/, "at most 100 letters, digits, ., @, _ and -", "rename the stage")
    .check(!taken.includes(name), "stages", name, "a name that no other stage has", "rename the stage");
  if (action.type === "build") checkBuild(validation, name, action, earlier.flatMap(outputOf));
  else checkApproval(validation, name, action);
}

function outputOf({ action }: PipelineStage): string[] {
  return action.type === "build" && action.output !== undefined ? [action.output] : [];
}

function checkBuild(validation: Validation, stage: string, action: BuildAction, outputs: readonly string[]): void {
  const { environment = {}, input = SOURCE_ARTIFACT, output } = action;
  const available = [SOURCE_ARTIFACT, ...outputs];
  validation
    .oneOf(`stages.${stage}.input`, input, available, "name the output of an earlier stage")
    .matches(`stages.${stage}.output`, output, /^[\w-]{1,100}$/, "at most 100 letters, digits, _ and -", "rename it")
    .check(
      output === undefined || !available.includes(output),
      `stages.${stage}.output`,
      output,
      "a name that nothing else in the pipeline has",
      "rename it",
    );
  checkVariables(validation, `stages.${stage}.environment`, environment);
}

function checkApproval(validation: Validation, stage: string, { message }: ApprovalAction): void {
  validation.matches(
    `stages.${stage}.message`,
    message,
    /^.{1,1000}$/s,
    "1 to 1000 characters",
    "say what the approver should look at",
  );
}
