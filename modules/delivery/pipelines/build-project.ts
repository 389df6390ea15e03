import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CodebuildProject, type CodebuildProjectEnvironment } from "@cdktf/provider-aws/lib/codebuild-project";
import { Construct } from "constructs";
import {
  AwsStack,
  ServiceRole,
  sidOf,
  useProviderOf,
  withDefaults,
  type Grantee,
  type PolicyCondition,
  type PolicyStatement,
} from "../../core";
import {
  BUILD_PROJECT_DEFAULTS,
  buildLogGroupName,
  buildRoleName,
  type BuildProjectProps,
  type BuildProjectSettings,
} from "./build-project-props";
import { validateBuildProject } from "./build-project-validation";
import { renderBuildSpec } from "./build-spec";
import { plainVariables } from "./build-variables";

/**
 * A CodeBuild project for pipelines, with its own role and log group.
 *
 * The role may write the log and use the artifact key, and nothing else until it is granted more.
 */
export class BuildProject extends Construct implements Grantee {
  readonly projectName: string;
  readonly projectArn: string;
  /** Region of the project; a token where the stack's is one. */
  readonly region: string;
  readonly roleArn: string;
  private readonly role: ServiceRole;

  /** @throws InputError when a name, a command, a variable or a number is not what CodeBuild accepts. */
  constructor(scope: Construct, id: string, props: BuildProjectProps) {
    validateBuildProject(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    this.region = AwsStack.of(this).region;
    const settings = withDefaults(props, BUILD_PROJECT_DEFAULTS);
    const logGroup = this.createLogGroup(settings);
    this.role = this.createRole(settings);
    this.roleArn = this.role.roleArn;
    const project = this.createProject(settings, logGroup);
    this.projectName = project.name;
    this.projectArn = project.arn;
    this.addStatement({
      sid: sidOf("WriteLog", this),
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${logGroup.arn}:*`],
    });
    props.artifactKey.grantUse(this);
  }

  addStatement(statement: PolicyStatement): void {
    this.role.addStatement(statement);
  }

  private createLogGroup({ name, logRetentionDays, logKey }: BuildProjectSettings): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, "log-group", {
      name: buildLogGroupName(name),
      retentionInDays: logRetentionDays,
      kmsKeyId: logKey.keyArn,
    });
  }

  private createRole({ name, description }: BuildProjectSettings): ServiceRole {
    return new ServiceRole(this, "role", {
      name: buildRoleName(name),
      description: `Builds: ${description}`,
      service: "codebuild.amazonaws.com",
      trustConditions: this.trustConditions(name),
    });
  }

  private trustConditions(name: string): PolicyCondition[] {
    const { account, region, partition } = AwsStack.of(this);
    const projectArn = `arn:${partition}:codebuild:${region}:${account}:project/${name}`;
    return [
      { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
      { test: "ArnEquals", variable: "aws:SourceArn", values: [projectArn] },
    ];
  }

  private createProject(settings: BuildProjectSettings, logGroup: CloudwatchLogGroup): CodebuildProject {
    return new CodebuildProject(this, "project", {
      name: settings.name,
      description: settings.description,
      serviceRole: this.role.roleArn,
      encryptionKey: settings.artifactKey.keyArn,
      buildTimeout: settings.timeoutMinutes,
      environment: environmentOf(settings),
      source: { type: "CODEPIPELINE", buildspec: renderBuildSpec(settings.buildSpec) },
      artifacts: { type: "CODEPIPELINE" },
      logsConfig: { cloudwatchLogs: { status: "ENABLED", groupName: logGroup.name } },
    });
  }
}

function environmentOf(settings: BuildProjectSettings): CodebuildProjectEnvironment {
  const { computeType, image, privileged, environment } = settings;
  return {
    type: image.includes("aarch64") ? "ARM_CONTAINER" : "LINUX_CONTAINER",
    computeType,
    image,
    imagePullCredentialsType: "CODEBUILD",
    privilegedMode: privileged === "container-builds",
    environmentVariable: plainVariables(environment),
  };
}
