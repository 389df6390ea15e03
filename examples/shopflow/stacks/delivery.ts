import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { AwsStack } from "groundplan/core";
import { Bucket } from "groundplan/data/storage";
import { ImageRepository, SourceConnection } from "groundplan/delivery";
import { AlarmTopic } from "groundplan/observability";
import { EncryptionKey, type KeyService } from "groundplan/security";
import type { Environment, Tooling } from "../environments";
import type { DeliveryContext } from "./delivery/context";
import { createPipeline } from "./delivery/pipeline";
import { stackPropsOf } from "./names";
import { accept } from "./waivers";

const ARTIFACT_DAYS = 90;

export interface DeliveryStackProps {
  readonly tooling: Tooling;
  /** In the order of promotion. */
  readonly environments: readonly Environment[];
}

/**
 * Images of the application, and the pipeline that builds one from GitHub and deploys its digest to every environment.
 * Applied before the environments, whose services need an image. The connection to GitHub is completed once in the
 * console.
 */
export class DeliveryStack extends AwsStack<"us-east-1"> {
  constructor(scope: Construct, id: string, { tooling, environments }: DeliveryStackProps) {
    super(scope, id, stackPropsOf(tooling, "tooling"));
    const { project } = tooling;
    const keys = {
      artifacts: createKey(this, tooling, "artifacts", []),
      images: createKey(this, tooling, "images", []),
      logs: createKey(this, tooling, "build-logs", ["logs"]),
      notifications: createKey(this, tooling, "notifications", ["notifications"]),
    };
    const images = createRepository(this, tooling, "images", project, keys.images);
    const collectors = createRepository(this, tooling, "collector-images", `${project}-collector`, keys.images);
    const context: DeliveryContext = {
      stack: this,
      tooling,
      environments,
      keys,
      images,
      artifacts: createArtifactBucket(this, tooling, keys.artifacts),
      connectionArn: new SourceConnection(this, "source", { name: project }).connectionArn,
      notifications: createNotificationTopic(this, tooling, keys.notifications),
    };
    const outputs = {
      "image-repository": images.repositoryUrl,
      "collector-repository": collectors.repositoryUrl,
      "source-connection-arn": context.connectionArn,
      "pipeline-name": createPipeline(context).pipelineName,
    };
    Object.entries(outputs).forEach(([name, value]) => new TerraformOutput(this, name, { value }));
  }
}

function createKey(
  stack: AwsStack,
  { project, deletionProtection }: Tooling,
  kind: string,
  services: readonly KeyService[],
): EncryptionKey {
  const name = `${project}-${kind}`;
  const description = `Pipeline of ${project}: ${kind}`;
  return new EncryptionKey(stack, `${kind}-key`, { name, description, services, deletionProtection });
}

function createRepository(
  stack: AwsStack,
  { keepImages, deletionProtection }: Tooling,
  id: string,
  name: string,
  key: EncryptionKey,
): ImageRepository {
  return new ImageRepository(stack, id, { name, key, pullAccounts: [], keepImages, deletionProtection });
}

/** Topic of approval requests and failed executions. */
function createNotificationTopic(stack: AwsStack, tooling: Tooling, key: EncryptionKey): AlarmTopic {
  const { project, notificationEmails: emails, deletionProtection } = tooling;
  return new AlarmTopic(stack, "notifications", {
    name: `${project}-pipeline`,
    key,
    emails,
    allowPublishFrom: ["codestar-notifications"],
    deletionProtection,
  });
}

function createArtifactBucket(stack: AwsStack, { project, deletionProtection }: Tooling, key: EncryptionKey): Bucket {
  const bucket = new Bucket(stack, "artifacts", {
    name: `${project}-artifacts-${stack.account}`,
    intent: "artifacts",
    key,
    expireAfterDays: ARTIFACT_DAYS,
    deletionProtection,
  });
  accept(
    bucket,
    "bucket",
    "S3-05",
    "Only the pipeline reads and writes the artifacts, which expire; its logs have each run",
  );
  return bucket;
}
