import type { KeyReference, LogRetentionDays, RegionalProvider } from "../../core";
import type { BuildSpec } from "./build-spec";
import type { BuildVariables } from "./build-variables";

export const BUILD_COMPUTE_TYPES = [
  "BUILD_GENERAL1_SMALL",
  "BUILD_GENERAL1_MEDIUM",
  "BUILD_GENERAL1_LARGE",
  "BUILD_GENERAL1_XLARGE",
  "BUILD_GENERAL1_2XLARGE",
] as const;

export type BuildComputeType = (typeof BUILD_COMPUTE_TYPES)[number];

export interface BuildProjectProps {
  /** Physical name: at most 58 characters, because the role is `<name>-build`. */
  readonly name: string;
  /** Purpose of the build: 1 to 255 characters in one line. */
  readonly description: string;
  /** Commands of the build. They are part of the project, so that the source cannot change them. */
  readonly buildSpec: BuildSpec;
  /** Size of the build machine. @default "BUILD_GENERAL1_SMALL" */
  readonly computeType?: BuildComputeType;
  /**
   * Managed Linux image of CodeBuild; `aarch64` in its name selects an Arm build.
   * @default "aws/codebuild/amazonlinux-x86_64-standard:5.0"
   */
  readonly image?: string;
  /** `container-builds` starts a Docker daemon and gives builds root access to their machine. @default "none" */
  readonly privileged?: "container-builds" | "none";
  /** Variables of every build; no secrets. @default none */
  readonly environment?: BuildVariables;
  /** Minutes after which CodeBuild stops a build: 5 to 2160. @default 60 */
  readonly timeoutMinutes?: number;
  /** Retention of the log group in days. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Key of the project's region that encrypts the log group. */
  readonly logKey: KeyReference;
  /** Key of the project's region that encrypts the artifacts, the same as the pipeline's. */
  readonly artifactKey: KeyReference;
  /** Region of the project and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const BUILD_PROJECT_DEFAULTS = {
  computeType: "BUILD_GENERAL1_SMALL",
  image: "aws/codebuild/amazonlinux-x86_64-standard:5.0",
  privileged: "none",
  environment: {},
  timeoutMinutes: 60,
  logRetentionDays: 90,
} as const satisfies Partial<BuildProjectProps>;

/** Props after defaults. */
export type BuildProjectSettings = BuildProjectProps &
  Required<Pick<BuildProjectProps, keyof typeof BUILD_PROJECT_DEFAULTS>>;

/**
 * Returns the ARN of a project's role before it exists, for trust policies of other accounts. `name` may be a
 * pattern.
 */
export function buildRoleArn(account: string, name: string, partition = "aws"): string {
  return `arn:${partition}:iam::${account}:role/${buildRoleName(name)}`;
}

export function buildRoleName(name: string): string {
  return `${name}-build`;
}

export function buildLogGroupName(name: string): string {
  return `/aws/codebuild/${name}`;
}
