import type { AwsRegion, AwsStack } from "../../modules/core";
import { ImageReplication, ImageRepository, imageRepositoryUrl } from "../../modules/delivery";
import { EncryptionKey } from "../../modules/security";
import type { DeliveryEnvironment, DeliveryTooling } from "./context";

/** Address of the application's images in one region. */
export function imagesUrl({ project, account }: DeliveryTooling, region: AwsRegion): string {
  return imageRepositoryUrl(account, region, imagesName(project));
}

function imagesName(project: string): string {
  return `${project}-api`;
}

/** Repositories of the application's images: pushes go to `source`, ECR replicates them to `copy`. */
export interface Images {
  readonly source: ImageRepository;
  readonly copy: ImageRepository;
}

/** Tags of deployed images, which the apply stage adds. */
const DEPLOYED_TAGS = ["deployed-*"];

/** The application's images, and copies in the recovery region, since Lambda pulls from its own region only. */
export function createImages(
  stack: AwsStack,
  tooling: DeliveryTooling,
  environments: readonly DeliveryEnvironment[],
): Images {
  const { region, recoveryRegion } = tooling;
  const source = createRepository(stack, "images", region, tooling, environments);
  const copy = createRepository(stack, "image-copies", recoveryRegion, tooling, environments);
  new ImageReplication(stack, "image-replication", { regional: stack.providerIn(region), source, copy });
  return { source, copy };
}

function createRepository<Region extends AwsRegion>(
  stack: AwsStack,
  id: string,
  region: Region,
  { project, keepImages, deletionProtection }: DeliveryTooling,
  environments: readonly DeliveryEnvironment[],
): ImageRepository<Region> {
  const regional = stack.providerIn(region);
  const key = new EncryptionKey(stack, `${id}-key`, {
    name: `${project}-images`,
    description: "Images of the application",
    regional,
    deletionProtection,
  });
  return new ImageRepository(stack, id, {
    name: imagesName(project),
    regional,
    key,
    pullAccounts: [...new Set(environments.map((environment) => environment.account))],
    keepImages,
    protectedTags: DEPLOYED_TAGS,
    deletionProtection,
  });
}
