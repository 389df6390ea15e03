import type { ImageRepositoryProps } from "./image-repository-props";

/** Returns the lifecycle policy: untagged images expire by age, tagged ones by number. */
export function expiryRules(settings: Required<Pick<ImageRepositoryProps, "keepImages" | "untaggedDays">>): string {
  const { keepImages, untaggedDays } = settings;
  const action = { type: "expire" };
  const rules = [
    {
      rulePriority: 1,
      description: `Images without a tag expire after ${untaggedDays} days`,
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: untaggedDays },
      action,
    },
    {
      rulePriority: 2,
      description: `The newest ${keepImages} images with a tag are kept`,
      selection: {
        tagStatus: "tagged",
        tagPatternList: ["*"],
        countType: "imageCountMoreThan",
        countNumber: keepImages,
      },
      action,
    },
  ];
  return JSON.stringify({ rules });
}
