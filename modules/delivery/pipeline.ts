import { Codepipeline } from "@cdktf/provider-aws/lib/codepipeline";
import { Construct } from "constructs";
import {
  ServiceRole,
  Validation,
  checkName,
  sidOf,
  type Grantee,
  type KeyReference,
  type PolicyStatement,
} from "../core";
import {
  checkSource,
  checkStages,
  stagesOf,
  triggerOf,
  type BuildAction,
  type PipelineSource,
  type PipelineStage,
} from "./pipeline-stages";

/** Where a pipeline keeps what its stages hand on. */
export interface ArtifactBucket {
  readonly bucketName: string;
  grantReadWrite(grantee: Grantee): void;
}

export interface PipelineProps {
  /** Physical name; the role is `<name>-pipeline`, so that it has 55 characters at most. */
  readonly name: string;
  readonly artifactBucket: ArtifactBucket;
  /** Encrypts what the stages hand on; of the pipeline's own region. */
  readonly key: KeyReference;
  readonly source: PipelineSource;
  /** What happens to the source, one after the other: 1 to 49 stages. */
  readonly stages: readonly PipelineStage[];
}

/**
 * A pipeline that starts with a push to one branch and goes through builds and approvals one by one.
 *
 * A newer run overtakes an older one that waits, so an approval is always about the newest source. Its role may use the connection, start
 * its own projects and use the artifact bucket; its projects are granted the bucket as well.
 */
export class Pipeline extends Construct implements Grantee {
  readonly pipelineName: string;
  readonly pipelineArn: string;
  private readonly role: ServiceRole;

  /** @throws InputError when a name, the source or a stage is not what CodePipeline accepts. */
  constructor(scope: Construct, id: string, props: PipelineProps) {
    const { name, artifactBucket, key, source, stages } = props;
    validate(scope, id, props);
    super(scope, id);
    // CodePipeline does not document that it says for which pipeline it assumes a role, so the trust has no condition.
    this.role = new ServiceRole(this, "role", {
      name: roleName(name),
      description: `Runs the pipeline ${name}`,
      service: "codepipeline.amazonaws.com",
    });
    const pipeline = new Codepipeline(this, "pipeline", {
      name,
      pipelineType: "V2",
      executionMode: "SUPERSEDED",
      roleArn: this.role.roleArn,
      artifactStore: [
        { type: "S3", location: artifactBucket.bucketName, encryptionKey: { type: "KMS", id: key.keyArn } },
      ],
      stage: stagesOf(source, stages),
      trigger: [triggerOf(source)],
    });
    this.pipelineName = pipeline.name;
    this.pipelineArn = pipeline.arn;
    this.permitSteps(props);
  }

  /** For what a stage needs beside the pipeline's own parts, such as the key of the topic that approvers hear of. */
  addStatement(statement: PolicyStatement): void {
    this.role.addStatement(statement);
  }

  private permitSteps({ artifactBucket, key, source, stages }: PipelineProps): void {
    artifactBucket.grantReadWrite(this);
    key.grantUse(this);
    this.addStatement({
      sid: sidOf("ReadSource", this),
      // A connection's ARN begins with either name, depending on when it was made.
      actions: ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
      resources: [source.connectionArn],
    });
    const projects = projectsOf(stages);
    const topics = topicsOf(stages);
    projects.forEach((project) => artifactBucket.grantReadWrite(project));
    if (projects.length > 0) {
      this.addStatement({
        sid: sidOf("Build", this),
        actions: ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
        resources: projects.map(({ projectArn }) => projectArn),
      });
    }
    if (topics.length > 0) {
      this.addStatement({ sid: sidOf("AskForApproval", this), actions: ["sns:Publish"], resources: topics });
    }
  }
}

function roleName(name: string): string {
  return `${name}-pipeline`;
}

function projectsOf(stages: readonly PipelineStage[]): BuildAction["project"][] {
  return [...new Set(stages.flatMap(({ action }) => (action.type === "build" ? [action.project] : [])))];
}

function topicsOf(stages: readonly PipelineStage[]): string[] {
  const topics = stages.flatMap(({ action }) =>
    action.type === "approval" && action.topicArn ? [action.topicArn] : [],
  );
  return [...new Set(topics)];
}

function validate(scope: Construct, id: string, { name, source, stages }: PipelineProps): void {
  const validation = new Validation(scope, id);
  checkName(validation, "pipeline name", name);
  checkName(validation, "role name", roleName(name));
  checkSource(validation, source);
  checkStages(validation, stages);
  validation.throwIfInvalid();
}
