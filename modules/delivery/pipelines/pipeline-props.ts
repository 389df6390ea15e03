import type { Grantee, KeyReference, RegionalProvider } from "../../core";
import type { BuildVariables } from "./build-variables";

/** Bucket for the artifacts of a pipeline, such as a `Bucket` of `data/storage`. */
export interface ArtifactBucket {
  /** Physical name of the bucket. */
  readonly bucketName: string;
  /** Allows the pipeline and its projects to read and write artifacts. */
  grantReadWrite(grantee: Grantee): void;
}

/** Build project of a pipeline, such as a `BuildProject`. */
export interface PipelineProject extends Grantee {
  /** Physical name of the project, in the region of the pipeline. */
  readonly projectName: string;
  /** ARN of the project, which the pipeline's role may start. */
  readonly projectArn: string;
  /** Region of the project, for a `projectArn` that is unknown until plan. @default not compared */
  readonly region?: string;
}

export interface PipelineSource {
  /** ARN of a connection, such as `SourceConnection.connectionArn`. */
  readonly connectionArn: string;
  /** `owner/name` at the source host. */
  readonly repository: string;
  /** Branch whose pushes start the pipeline, without wildcards. */
  readonly branch: string;
  /** Glob patterns of which a push must change a path: 1 to 8. @default every push to the branch */
  readonly paths?: readonly string[];
}

export interface BuildAction {
  /** Kind of the action. */
  readonly type: "build";
  /** Project that runs the build. */
  readonly project: PipelineProject;
  /** Variables that extend the project's; no secrets. @default none */
  readonly environment?: BuildVariables;
  /** `output` of an earlier stage that the build reads. @default the source */
  readonly input?: string;
  /** Name of the build's output artifact. @default no artifact */
  readonly output?: string;
  /**
   * Namespace of the build's exported variables, which approval messages of later stages read as `#{namespace.NAME}`:
   * at most 100 letters, digits, @, _ and -. @default none
   */
  readonly namespace?: string;
}

export interface ApprovalAction {
  /** Kind of the action. */
  readonly type: "approval";
  /** Instructions for the approver: 1 to 1000 characters. */
  readonly message: string;
  /** ARN of the SNS topic that requests the approval, in the region of the pipeline. @default no notification */
  readonly topicArn?: string;
}

/** Blue/green deployments of one ECS service, such as a `BlueGreenDeployment` or its `fromAttributes`. */
export interface PipelineDeployment {
  /** Name of the CodeDeploy application, in the region of the pipeline. */
  readonly applicationName: string;
  /** Name of its deployment group. */
  readonly deploymentGroupName: string;
  /** Allows the pipeline to register task definitions and to deploy them. */
  grantDeploy(grantee: Grantee): void;
}

export interface DeployAction {
  /** Kind of the action. */
  readonly type: "deploy";
  /** Deployments of the service. */
  readonly deployment: PipelineDeployment;
  /**
   * `output` of an earlier stage with `appspec.yaml`, whose task definition is `<TASK_DEFINITION>`, and `taskdef.json`,
   * the input of `RegisterTaskDefinition` whose image is `<IMAGE1_NAME>`.
   */
  readonly input: string;
  /** `output` of an earlier stage with `imageDetail.json`: `{"ImageURI": "<repository>@sha256:<digest>"}`. */
  readonly image: string;
}

/** One step of a pipeline. The next one starts when it has succeeded. */
export interface PipelineStage {
  /** At most 100 letters, digits, ., @, _ and -, unique in the pipeline. */
  readonly name: string;
  /** The only action of the stage. */
  readonly action: BuildAction | ApprovalAction | DeployAction;
}

/**
 * Topic for notifications about a pipeline, such as an `AlarmTopic`; its policy must allow `codestar-notifications`.
 */
export interface NotificationTopic {
  /** ARN of an SNS topic in the region of the pipeline. */
  readonly topicArn: string;
  /** Region of the topic, for a `topicArn` that is unknown until plan. @default not compared */
  readonly region?: string;
}

export interface PipelineProps {
  /** Physical name: at most 55 characters, because the role is `<name>-pipeline`. */
  readonly name: string;
  /** Bucket for the artifacts. */
  readonly artifactBucket: ArtifactBucket;
  /** Key of the pipeline's region that encrypts the artifacts. */
  readonly key: KeyReference;
  /** Repository and branch whose pushes start the pipeline. */
  readonly source: PipelineSource;
  /** Stages after the source, in order: 1 to 49. */
  readonly stages: readonly PipelineStage[];
  /**
   * Executions that wait for the same stage: `superseded` continues with the newest only, so that an approval is always
   * about the newest source; `queued` with all in order, so that none overtakes a deployment. @default "superseded"
   */
  readonly executionMode?: "superseded" | "queued";
  /** Receives approval requests and failed executions. @default no notifications */
  readonly notifications?: NotificationTopic;
  /** Region of the pipeline and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const PIPELINE_DEFAULTS = { executionMode: "superseded" } as const satisfies Partial<PipelineProps>;

export const SOURCE_STAGE = "Source";
export const SOURCE_ARTIFACT = "source";

export function pipelineRoleName(name: string): string {
  return `${name}-pipeline`;
}
