import type { Construct } from "constructs";
import { Validation, requireProps, arn } from "../../core";
import { RepositoryAccess } from "./repository-access";

/** A repository that another module, stack or tool created. */
export class ExistingRepository extends RepositoryAccess {
  /** @throws InputError when the ARN is not that of a repository. */
  constructor(
    scope: Construct,
    id: string,
    readonly repositoryArn: string,
  ) {
    const parts = { of: "an ECR repository", service: "ecr", resource: /repository\/[a-z0-9._/-]{2,256}/ };
    requireProps(scope, id, { repositoryArn }, { repositoryArn: "string" });
    const rule = arn(parts, "copy the ARN, not the URL");
    new Validation(scope, id).props({ repositoryArn }, { repositoryArn: rule }).throwIfInvalid();
    super(scope, id);
  }
}
