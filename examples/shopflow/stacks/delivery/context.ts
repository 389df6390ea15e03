import type { AwsStack, KeyReference } from "groundplan/core";
import type { Bucket } from "groundplan/data/storage";
import { BuildProject, type BuildProjectProps, type ImageRepository } from "groundplan/delivery";
import type { AlarmTopic } from "groundplan/observability";
import type { Environment, Tooling } from "../../environments";

/** Resources and settings of the pipeline. */
export interface DeliveryContext {
  readonly stack: AwsStack;
  readonly tooling: Tooling;
  /** In the order of promotion. */
  readonly environments: readonly Environment[];
  readonly images: ImageRepository;
  readonly artifacts: Bucket;
  readonly connectionArn: string;
  /** Topic of approval requests and failures. */
  readonly notifications: AlarmTopic;
  readonly keys: { readonly artifacts: KeyReference; readonly logs: KeyReference };
}

type BuildSettings = Pick<BuildProjectProps, "name" | "description" | "buildSpec"> & Partial<BuildProjectProps>;

/** Creates a build project with the keys and the log retention of the pipeline. */
export function createBuild({ stack, tooling, keys }: DeliveryContext, id: string, build: BuildSettings): BuildProject {
  const { logRetentionDays } = tooling;
  return new BuildProject(stack, id, { logRetentionDays, logKey: keys.logs, artifactKey: keys.artifacts, ...build });
}
