import { Codepipeline } from "@cdktf/provider-aws/lib/codepipeline";
import { CodestarnotificationsNotificationRule } from "@cdktf/provider-aws/lib/codestarnotifications-notification-rule";
import { Construct } from "constructs";
import { ServiceRole, sidOf, useProviderOf, withDefaults, type Grantee, type PolicyStatement } from "../../core";
import {
  PIPELINE_DEFAULTS,
  pipelineRoleName,
  type BuildAction,
  type NotificationTopic,
  type PipelineDeployment,
  type PipelineProps,
  type PipelineStage,
} from "./pipeline-props";
import { validatePipeline } from "./pipeline-validation";
import { stagesOf, triggerOf } from "./stages";

const NOTIFIED_EVENTS = [
  "codepipeline-pipeline-manual-approval-needed",
  "codepipeline-pipeline-pipeline-execution-failed",
];

/**
 * A CodePipeline pipeline that starts with a push to one branch and runs builds, approvals and deployments in sequence.
 *
 * The role may use the connection, start the pipeline's projects and deployments, and use the artifact bucket, which
 * the projects may use as well.
 */
export class Pipeline extends Construct implements Grantee {
  readonly pipelineName: string;
  readonly pipelineArn: string;
  private readonly role: ServiceRole;

  /** @throws InputError when a name, the source or a stage is not what CodePipeline accepts. */
  constructor(scope: Construct, id: string, props: PipelineProps) {
    validatePipeline(scope, id, props);
    const { name, artifactBucket, key, source, stages, executionMode } = withDefaults(props, PIPELINE_DEFAULTS);
    super(scope, id);
    useProviderOf(this, props.regional);
    // CodePipeline documents no condition key for the pipeline that assumes the role, so the trust has no condition.
    this.role = new ServiceRole(this, "role", {
      name: pipelineRoleName(name),
      description: `Runs the pipeline ${name}`,
      service: "codepipeline.amazonaws.com",
    });
    const pipeline = new Codepipeline(this, "pipeline", {
      name,
      pipelineType: "V2",
      executionMode: executionMode.toUpperCase(),
      roleArn: this.role.roleArn,
      artifactStore: [
        { type: "S3", location: artifactBucket.bucketName, encryptionKey: { type: "KMS", id: key.keyArn } },
      ],
      stage: stagesOf(source, stages),
      trigger: [triggerOf(source)],
    });
    this.pipelineName = pipeline.name;
    this.pipelineArn = pipeline.arn;
    this.grantStages(props);
    if (props.notifications) this.notify(name, props.notifications);
  }

  /** Adds permissions beyond the pipeline's own resources, such as use of the key of a notification topic. */
  addStatement(statement: PolicyStatement): void {
    this.role.addStatement(statement);
  }

  private notify(name: string, { topicArn }: NotificationTopic): void {
    new CodestarnotificationsNotificationRule(this, "notifications", {
      name,
      resource: this.pipelineArn,
      detailType: "FULL",
      eventTypeIds: NOTIFIED_EVENTS,
      target: [{ type: "SNS", address: topicArn }],
    });
  }

  private grantStages({ artifactBucket, key, source, stages }: PipelineProps): void {
    artifactBucket.grantReadWrite(this);
    key.grantUse(this);
    this.addStatement({
      sid: sidOf("ReadSource", this),
      // The ARN of a connection has either prefix, depending on its age.
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
    deploymentsOf(stages).forEach((deployment) => deployment.grantDeploy(this));
    if (topics.length > 0) {
      this.addStatement({ sid: sidOf("AskForApproval", this), actions: ["sns:Publish"], resources: topics });
    }
  }
}

function projectsOf(stages: readonly PipelineStage[]): BuildAction["project"][] {
  return [...new Set(stages.flatMap(({ action }) => (action.type === "build" ? [action.project] : [])))];
}

function deploymentsOf(stages: readonly PipelineStage[]): PipelineDeployment[] {
  return [...new Set(stages.flatMap(({ action }) => (action.type === "deploy" ? [action.deployment] : [])))];
}

function topicsOf(stages: readonly PipelineStage[]): string[] {
  const topics = stages.flatMap(({ action }) =>
    action.type === "approval" && action.topicArn ? [action.topicArn] : [],
  );
  return [...new Set(topics)];
}
