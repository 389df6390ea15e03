import type { Construct } from "constructs";
import { Validation, matching } from "../core";
import { RepositoryAccess } from "./repository-access";

const REPOSITORY_ARN = /^arn:aws:ecr:[a-z0-9-]+:\d{12}:repository\/[a-z0-9._/-]{2,256}$/;

/** A repository that another module, stack or tool created. */
export class ExistingRepository extends RepositoryAccess {
  /** @throws InputError when the ARN is not that of a repository. */
  constructor(
    scope: Construct,
    id: string,
    readonly repositoryArn: string,
  ) {
    const rule = matching(REPOSITORY_ARN, "the ARN of an ECR repository", "copy the ARN, not the URL");
    new Validation(scope, id).props({ repositoryArn }, { repositoryArn: rule }).throwIfInvalid();
    super(scope, id);
  }
}
