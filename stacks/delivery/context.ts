import type { AwsRegion, AwsStack, KeyReference, LogRetentionDays } from "../../modules/core";
import type { Bucket } from "../../modules/data/storage";
import { BuildProject, type BuildProjectProps, type BuildVariables, type PipelineStage } from "../../modules/delivery";
import { deploymentRoleArn, type DeploymentRoleKind } from "../deployment";

/** The account that builds, and what it builds. */
export interface DeliveryTooling {
  readonly project: string;
  readonly owner: string;
  readonly account: string;
  readonly region: AwsRegion;
  /** Has copies of the images, for an environment that is rebuilt there. */
  readonly recoveryRegion: AwsRegion;
  /** `owner/name` at GitHub. */
  readonly repository: string;
  /** The branch that deploys. */
  readonly branch: string;
  readonly logRetentionDays: LogRetentionDays;
  readonly keepImages: number;
  /** What the application's image is built on, by digest. */
  readonly baseImage: string;
  /** Checksum of the certificates of RDS that the image trusts. */
  readonly rdsCertificatesSha256: string;
  readonly deletionProtection: boolean;
}

/** An environment as far as deploying to it goes. */
export interface DeliveryEnvironment {
  readonly name: string;
  readonly account: string;
  readonly region: AwsRegion;
  /** A change of `production` waits for an approval. */
  readonly stage: "development" | "pre-production" | "production";
}

/** What every pipeline needs to know. */
export interface DeliveryContext {
  readonly stack: AwsStack;
  readonly tooling: DeliveryTooling;
  /** In the order of promotion. */
  readonly environments: readonly DeliveryEnvironment[];
  readonly artifacts: Bucket;
  readonly connectionArn: string;
  readonly keys: { readonly artifacts: KeyReference; readonly logs: KeyReference };
}

type BuildSettings = Pick<BuildProjectProps, "name" | "description" | "buildSpec"> & Partial<BuildProjectProps>;

export function createBuild({ stack, tooling, keys }: DeliveryContext, id: string, build: BuildSettings): BuildProject {
  const { account, logRetentionDays } = tooling;
  return new BuildProject(stack, id, {
    account,
    logRetentionDays,
    logKey: keys.logs,
    artifactKey: keys.artifacts,
    ...build,
  });
}

/** Lets a build act in the accounts of environments, as the role that `bootstrap` made there. */
export function letAssume(
  build: BuildProject,
  { tooling }: DeliveryContext,
  kind: DeploymentRoleKind,
  environments: readonly DeliveryEnvironment[],
): void {
  const accounts = [...new Set(environments.map(({ account }) => account))];
  build.addStatement({
    sid: "ActInEnvironments",
    actions: ["sts:AssumeRole"],
    resources: accounts.map((account) => deploymentRoleArn(tooling.project, account, kind)),
  });
}

/** What a build needs to know of the environment that it works on. */
export function variablesOf(
  { tooling }: DeliveryContext,
  { name, account, region }: DeliveryEnvironment,
  kind: DeploymentRoleKind,
): BuildVariables {
  return { ENVIRONMENT: name, REGION: region, ROLE_ARN: deploymentRoleArn(tooling.project, account, kind) };
}

/** The stages that bring one change to all environments in turn, with an approval before each production. */
export function promote(
  environments: readonly DeliveryEnvironment[],
  message: (environment: DeliveryEnvironment) => string,
  stageOf: (environment: DeliveryEnvironment) => PipelineStage,
): PipelineStage[] {
  return environments.flatMap((environment) => [
    ...(environment.stage === "production" ? [approval(environment.name, message(environment))] : []),
    stageOf(environment),
  ]);
}

function approval(environment: string, message: string): PipelineStage {
  return { name: `Approve-${environment}`, action: { type: "approval", message } };
}
