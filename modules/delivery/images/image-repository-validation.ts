import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  accountId,
  each,
  inRegion,
  integer,
  matching,
  physicalName,
  providerOfRegion,
  unique,
} from "../../core";
import type { ImageRepositoryProps } from "./image-repository-props";

/** Images that a repository can contain (ECR service quotas). */
const MAX_IMAGES = 20_000;

/** Tag of an image with wildcards (ECR lifecycle policy, `tagPatternList`), which must not cover every image. */
const TAG_PATTERN = /^(?!(?:[^*]*\*){5})[\w][\w.*-]{0,127}$/;

/** @throws InputError with every problem of the props. */
export function validateImageRepository(scope: Construct, id: string, props: ImageRepositoryProps): void {
  requireProps(scope, id, props, { name: "string", key: "any", pullAccounts: "list" });
  const { region } = props.regional ?? AwsStack.of(scope);
  const customerKey = props.key === "aws-managed" ? undefined : props.key;
  new Validation(scope, id)
    .props(props, {
      pullAccounts: [unique(), each(accountId("name the accounts"))],
      keepImages: integer(1, MAX_IMAGES, "retain enough images for a rollback in every environment"),
      protectedTags: each(matching(TAG_PATTERN, "letters, digits and ._-* with at most four *", "reword the pattern")),
      untaggedDays: integer(1, 3_650, "choose the lifetime of untagged images"),
      regional: providerOfRegion(),
      name: physicalName("image repository name"),
    })
    .props({ key: customerKey }, { key: inRegion(region) })
    .throwIfInvalid();
}
