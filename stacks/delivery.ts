import type { Construct } from "constructs";
import { AwsStack, type AwsRegion } from "../modules/core";
import { Bucket } from "../modules/data/storage";
import { SourceConnection } from "../modules/delivery";
import { AlarmTopic } from "../modules/observability";
import { EncryptionKey, type KeyService } from "../modules/security";
import { waive } from "../policies";
import type { DeliveryContext, DeliveryEnvironment, DeliveryTooling } from "./delivery/context";
import { createImages, imagesUrl } from "./delivery/images";
import { createBackendPipeline, createFrontendPipeline, createInfrastructurePipeline } from "./delivery/pipelines";
import { publishOutputs } from "./outputs";
import { stateLocation } from "./state";
import { ACCEPTED } from "./waivers";

export interface DeliveryStackProps {
  readonly tooling: DeliveryTooling;
  /** In the order of promotion. */
  readonly environments: readonly DeliveryEnvironment[];
}

const ARTIFACT_DAYS = 90;

/**
 * The delivery of changes: the application's image repository, and one pipeline each for infrastructure, back end and
 * front end, started by changes of that part of the source. Production waits for an approval.
 *
 * Applied by people, after `bootstrap` and before the first environment, whose function needs an image. The
 * connection to the source has to be completed once in the console.
 */
export class DeliveryStack extends AwsStack {
  /** Address of the application's images in the main region. */
  readonly imageRepository: string;
  private readonly tooling: DeliveryTooling;

  constructor(scope: Construct, id: string, { tooling, environments }: DeliveryStackProps) {
    const { project, owner, account, region } = tooling;
    const tags = { Environment: "tooling", Project: project, Owner: owner };
    super(scope, id, { account, region, tags, state: stateLocation(project, account, region) });
    this.tooling = tooling;
    this.imageRepository = this.imageRepositoryIn(region);

    const keys = {
      artifacts: createKey(this, tooling, "artifacts", "What builds hand on", []),
      logs: createKey(this, tooling, "build-logs", "Logs of builds", ["logs"]),
      notifications: createKey(this, tooling, "notifications", "Notifications of pipelines", ["notifications"]),
    };
    const images = createImages(this, tooling, environments);
    const artifacts = createArtifactBucket(this, tooling, keys.artifacts);
    const { connectionArn } = new SourceConnection(this, "source", { name: project });
    const notifications = createNotificationTopic(this, tooling, keys.notifications);
    const shared = { stack: this, tooling, environments };
    const context: DeliveryContext = { ...shared, artifacts, connectionArn, notifications, keys };

    const infrastructure = createInfrastructurePipeline(context, images);
    const backend = createBackendPipeline(context, images.source);
    const frontend = createFrontendPipeline(context);
    publishOutputs(this, {
      "image-repository-url": this.imageRepository,
      "source-connection-arn": connectionArn,
      "infrastructure-pipeline": infrastructure.pipelineName,
      "backend-pipeline": backend.pipelineName,
      "frontend-pipeline": frontend.pipelineName,
    });
  }

  /**
   * Address of the application's images in the main or the recovery region, computed: no environment has to read this
   * stack's state.
   */
  imageRepositoryIn(region: AwsRegion): string {
    return imagesUrl(this.tooling, region);
  }
}

function createKey(
  stack: AwsStack,
  { project, deletionProtection }: DeliveryTooling,
  kind: string,
  description: string,
  services: readonly KeyService[],
): EncryptionKey {
  return new EncryptionKey(stack, `${kind}-key`, {
    name: `${project}-${kind}`,
    description,
    services,
    deletionProtection,
  });
}

/** Topic of approval requests and failures of all pipelines. */
function createNotificationTopic(stack: AwsStack, tooling: DeliveryTooling, key: EncryptionKey): AlarmTopic {
  const { project, notificationEmails: emails, deletionProtection } = tooling;
  return new AlarmTopic(stack, "notifications", {
    name: `${project}-pipelines`,
    key,
    emails,
    allowPublishFrom: ["codestar-notifications"],
    deletionProtection,
  });
}

function createArtifactBucket(
  stack: AwsStack,
  { project, account, region, deletionProtection }: DeliveryTooling,
  key: EncryptionKey,
): Bucket {
  const bucket = new Bucket(stack, "artifacts", {
    name: `${project}-artifacts-${account}-${region}`,
    intent: "artifacts",
    key,
    expireAfterDays: ARTIFACT_DAYS,
    deletionProtection,
  });
  waive(bucket.node.findChild("bucket"), {
    rule: "S3-05",
    reason: "Only the pipelines read and write the artifacts, which expire, and their logs tell of each run",
    ...ACCEPTED,
  });
  return bucket;
}
