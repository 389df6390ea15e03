import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CodebuildProject, type CodebuildProjectEnvironment } from "@cdktf/provider-aws/lib/codebuild-project";
import { Construct } from "constructs";
import {
  ServiceRole,
  Validation,
  checkLogRetention,
  checkName,
  sidOf,
  type Grantee,
  type KeyReference,
  type LogRetentionDays,
  type PolicyCondition,
  type PolicyStatement,
} from "../core";
import { checkBuildSpec, renderBuildSpec, type BuildSpec } from "./build-spec";
import { checkVariables, plainVariables, type BuildVariables } from "./build-variables";

const COMPUTE_TYPES = [
  "BUILD_GENERAL1_SMALL",
  "BUILD_GENERAL1_MEDIUM",
  "BUILD_GENERAL1_LARGE",
  "BUILD_GENERAL1_XLARGE",
  "BUILD_GENERAL1_2XLARGE",
] as const;

export type BuildComputeType = (typeof COMPUTE_TYPES)[number];

export interface BuildProjectProps {
  /** Physical name; the role is `<name>-build`, so that it has 58 characters at most. */
  readonly name: string;
  readonly account: string;
  /** What is built. */
  readonly description: string;
  readonly buildSpec: BuildSpec;
  /** Size of the machine. @default "BUILD_GENERAL1_SMALL" */
  readonly computeType?: BuildComputeType;
  /** Image that AWS keeps for builds; `aarch64` in its name makes an Arm build. @default "aws/codebuild/amazonlinux-x86_64-standard:5.0" */
  readonly image?: string;
  /** `container-builds` gives the build a Docker daemon, and with it the build machine. @default "none" */
  readonly privileged?: "container-builds" | "none";
  /** Variables of every build; no secrets. @default none */
  readonly environment?: BuildVariables;
  /** Minutes after which a build is stopped: 5 to 2160. @default 60 */
  readonly timeoutMinutes?: number;
  /** Days that logs are kept. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Encrypts the logs; its policy lets the log service use it. */
  readonly logKey: KeyReference;
  /** Encrypts what the build hands on: the key of the pipeline that it serves, of the project's own region. */
  readonly artifactKey: KeyReference;
}

export const BUILD_PROJECT_DEFAULTS = {
  computeType: "BUILD_GENERAL1_SMALL",
  image: "aws/codebuild/amazonlinux-x86_64-standard:5.0",
  privileged: "none",
  environment: {},
  timeoutMinutes: 60,
  logRetentionDays: 90,
} as const;

/** ARN of a project's role, computed so that another account can trust it before it exists. `name` may be a pattern. */
export function buildRoleArn(account: string, name: string): string {
  return `arn:aws:iam::${account}:role/${buildRoleName(name)}`;
}

function buildRoleName(name: string): string {
  return `${name}-build`;
}

/**
 * A CodeBuild project that works on what a pipeline hands it, with a role and a log group of its own.
 *
 * Its commands stand in the project and not in a file of the source, where a review of the infrastructure would not see them. The role
 * may write its log and nothing else until it is granted more.
 */
export class BuildProject extends Construct implements Grantee {
  readonly projectName: string;
  readonly projectArn: string;
  readonly roleArn: string;
  private readonly role: ServiceRole;

  /** @throws InputError when a name, a command, a variable or a number is not what CodeBuild accepts. */
  constructor(scope: Construct, id: string, props: BuildProjectProps) {
    validate(scope, id, props);
    super(scope, id);
    const logGroup = this.createLogGroup(props);
    this.role = new ServiceRole(this, "role", {
      name: buildRoleName(props.name),
      description: `Builds: ${props.description}`,
      service: "codebuild.amazonaws.com",
      trustConditions: onlyFor(props),
    });
    this.roleArn = this.role.roleArn;
    const project = new CodebuildProject(this, "project", {
      name: props.name,
      description: props.description,
      serviceRole: this.role.roleArn,
      encryptionKey: props.artifactKey.keyArn,
      buildTimeout: props.timeoutMinutes ?? BUILD_PROJECT_DEFAULTS.timeoutMinutes,
      environment: environmentOf(props),
      source: { type: "CODEPIPELINE", buildspec: renderBuildSpec(props.buildSpec) },
      artifacts: { type: "CODEPIPELINE" },
      logsConfig: { cloudwatchLogs: { status: "ENABLED", groupName: logGroup.name } },
    });
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

  private createLogGroup({ name, logRetentionDays, logKey }: BuildProjectProps): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, "log-group", {
      name: logGroupName(name),
      retentionInDays: logRetentionDays ?? BUILD_PROJECT_DEFAULTS.logRetentionDays,
      kmsKeyId: logKey.keyArn,
    });
  }
}

function logGroupName(name: string): string {
  return `/aws/codebuild/${name}`;
}

function onlyFor({ name, account, artifactKey }: BuildProjectProps): PolicyCondition[] {
  return [
    { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
    {
      test: "ArnEquals",
      variable: "aws:SourceArn",
      values: [`arn:aws:codebuild:${artifactKey.region}:${account}:project/${name}`],
    },
  ];
}

function environmentOf({
  computeType = BUILD_PROJECT_DEFAULTS.computeType,
  image = BUILD_PROJECT_DEFAULTS.image,
  privileged = BUILD_PROJECT_DEFAULTS.privileged,
  environment = BUILD_PROJECT_DEFAULTS.environment,
}: BuildProjectProps): CodebuildProjectEnvironment {
  return {
    type: image.includes("aarch64") ? "ARM_CONTAINER" : "LINUX_CONTAINER",
    computeType,
    image,
    imagePullCredentialsType: "CODEBUILD",
    privilegedMode: privileged === "container-builds",
    environmentVariable: plainVariables(environment),
  };
}

function validate(scope: Construct, id: string, props: BuildProjectProps): void {
  const { name, account, description, buildSpec, computeType, image, environment = {}, timeoutMinutes } = props;
  const validation = new Validation(scope, id)
    .accountId("account", account)
    .matches("description", description, /^.{1,255}$/, "1 to 255 characters in one line", "say what is built")
    .oneOf("computeType", computeType, COMPUTE_TYPES, "choose a size")
    .matches(
      "image",
      image,
      /^aws\/codebuild\/(?:amazonlinux-(?:x86_64|aarch64)-standard|standard):\d+\.\d+$/,
      "a Linux image that AWS keeps for builds, with its version",
      "choose one such as aws/codebuild/amazonlinux-aarch64-standard:3.0",
    )
    .integer("timeoutMinutes", timeoutMinutes, 5, 2_160, "choose what the longest build needs");
  checkName(validation, "build project name", name);
  checkName(validation, "role name", buildRoleName(name));
  checkName(validation, "log group name", logGroupName(name));
  checkLogRetention(validation, props.logRetentionDays);
  checkBuildSpec(validation, buildSpec);
  checkVariables(validation, "environment", environment);
  validation.throwIfInvalid();
}
