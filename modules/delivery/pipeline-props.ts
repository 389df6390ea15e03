import type { Grantee, KeyReference } from "../core";
import type { BuildVariables } from "./build-variables";

/** Bucket for the artifacts of a pipeline, such as a `Bucket` of `data/storage`. */
export interface ArtifactBucket {
  readonly bucketName: string;
  grantReadWrite(grantee: Grantee): void;
}

/** Build project of a pipeline, such as a `BuildProject`. */
export interface PipelineProject extends Grantee {
  readonly projectName: string;
  readonly projectArn: string;
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
  readonly type: "build";
  readonly project: PipelineProject;
  /** Variables that extend the project's; no secrets. @default none */
  readonly environment?: BuildVariables;
  /** `output` of an earlier stage that the build reads. @default the source */
  readonly input?: string;
  /** Name of the build's output artifact. @default no artifact */
  readonly output?: string;
}

export interface ApprovalAction {
  readonly type: "approval";
  /** Instructions for the approver: 1 to 1000 characters. */
  readonly message: string;
  /** ARN of the SNS topic that requests the approval. @default no notification */
  readonly topicArn?: string;
}

/** One step of a pipeline. The next one starts when it has succeeded. */
export interface PipelineStage {
  /** At most 100 letters, digits, ., @, _ and -, unique in the pipeline. */
  readonly name: string;
  readonly action: BuildAction | ApprovalAction;
}

export interface PipelineProps {
  /** Physical name: at most 55 characters, because the role is `<name>-pipeline`. */
  readonly name: string;
  /** Bucket for the artifacts. */
  readonly artifactBucket: ArtifactBucket;
  /** Key of the pipeline's region that encrypts the artifacts. */
  readonly key: KeyReference;
  readonly source: PipelineSource;
  /** Stages after the source, in order: 1 to 49. */
  readonly stages: readonly PipelineStage[];
}

export const SOURCE_STAGE = "Source";
export const SOURCE_ARTIFACT = "source";

export function pipelineRoleName(name: string): string {
  return `${name}-pipeline`;
}
