import { isKnown, type PolicyStatement, type StackLocation } from "../../core";

const ECR_IMAGE = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^@]+)@/;

/** Allows ECS to pull the images of a task and to write its logs. */
export function executionStatements(
  images: readonly string[],
  logGroupArn: string,
  place: StackLocation,
): readonly PolicyStatement[] {
  return [
    {
      sid: "SignInToImageRegistry",
      actions: ["ecr:GetAuthorizationToken"],
      resources: ["*"],
      unscopedBecause: "a token is for all registries, and pulling needs the next statement",
    },
    {
      sid: "PullImages",
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: [...new Set(images.map((image) => repositoryArn(image, place)))],
    },
    { sid: "WriteLogs", actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${logGroupArn}:*`] },
  ];
}

/** An image that is unknown until plan may come from every repository of the stack's account and region. */
function repositoryArn(image: string, { account, region, partition }: StackLocation): string {
  const [, registry, place, repository] = (isKnown(image) && ECR_IMAGE.exec(image)) || ["", account, region, "*"];
  return `arn:${partition}:ecr:${place}:${registry}:repository/${repository}`;
}
