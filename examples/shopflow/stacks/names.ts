import type { AwsStackProps, Stage } from "groundplan/core";

/** Settings of an environment from which its names follow. */
interface NamedEnvironment {
  readonly name: string;
  readonly project: string;
  readonly prefix: string;
}

/** Port of the command `serve`, by the variable `PORT`. */
export const API_PORT = 3_000;

/** Names that the environments and the pipeline share, because no stack reads the outputs of another. */
export const names = {
  cluster: ({ prefix }: NamedEnvironment): string => prefix,
  api: ({ prefix }: NamedEnvironment): string => `${prefix}-api`,
  worker: ({ prefix }: NamedEnvironment): string => `${prefix}-worker`,
  /** Path of the parameters that a deployment reads. */
  deployment: ({ name, project }: NamedEnvironment): string => `/${project}/${name}/deployment`,
};

/** Keys of the parameters that a deployment reads. */
export const DEPLOYMENT_KEYS = [
  "api-task-definition",
  "worker-task-definition",
  "subnets",
  "api-security-group",
  "worker-security-group",
] as const;

interface StackSettings<Region> {
  readonly project: string;
  readonly owner: string;
  readonly account: string;
  readonly region: Region;
  /** Absent from the settings of the pipeline, which is of no environment. */
  readonly stage?: Stage;
}

/** Account, tags and state of a stack. */
export function stackPropsOf(
  { project, owner, account, region, stage }: StackSettings<"us-east-1">,
  environment: string,
): AwsStackProps<"us-east-1"> {
  return {
    account,
    region,
    stage,
    tags: { Environment: environment, Project: project, Owner: owner },
    state: {
      bucket: `${project}-tfstate-${account}`,
      region,
      kmsKeyId: `arn:aws:kms:${region}:${account}:alias/${project}-tfstate`,
    },
  };
}
