import type { ImageRepositorySettings } from "./image-repository-props";

/** Number of protected images beyond which one expires: the quota of a repository, so none ever does. */
const NEVER = 20_000;

/**
 * Returns the lifecycle policy: untagged images expire by age, tagged ones by number, those with a protected tag
 * never.
 */
export function expiryRules({ keepImages, untaggedDays, protectedTags }: ImageRepositorySettings): string {
  const untagged = {
    description: `Images without a tag expire after ${untaggedDays} days`,
    selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: untaggedDays },
  };
  // ECR expires no image by a rule whose tags a rule of higher priority selects.
  const inUse = protectedTags.map((pattern) => ({
    description: `Images tagged ${pattern} are kept`,
    selection: tagged(pattern, NEVER),
  }));
  const newest = {
    description: `The newest ${keepImages} images with a tag are kept`,
    selection: tagged("*", keepImages),
  };
  const rules = [untagged, ...inUse, newest].map((rule, position) => ({
    rulePriority: position + 1,
    ...rule,
    action: { type: "expire" },
  }));
  return JSON.stringify({ rules });
}

function tagged(pattern: string, countNumber: number) {
  return { tagStatus: "tagged", tagPatternList: [pattern], countType: "imageCountMoreThan", countNumber };
}
