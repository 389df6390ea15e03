import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import type { Construct } from "constructs";
import { AwsStack, PolicyDocument, useProviderOf, withDefaults, type AwsRegion } from "../../core";
import { expiryRules } from "./image-expiry";
import { deployerPull, functionPull } from "./image-repository-grants";
import { IMAGE_REPOSITORY_DEFAULTS, type ImageRepositoryProps } from "./image-repository-props";
import { validateImageRepository } from "./image-repository-validation";
import { ExistingRepository } from "./existing-repository";
import { RepositoryAccess } from "./repository-access";

/**
 * Stateful. A private ECR repository with immutable tags, a scan of every pushed image and a lifecycle policy.
 *
 * Lambda pulls as a service and not with the function's role, so the repository policy allows functions of the named
 * accounts. Pushing requires a grant.
 */
export class ImageRepository<Region extends AwsRegion = AwsRegion> extends RepositoryAccess {
  readonly region: Region;
  readonly repositoryName: string;
  readonly repositoryArn: string;
  readonly repositoryUrl: string;
  /** Account id of the registry, known after the repository exists. */
  readonly registryId: string;

  /** @throws InputError when the name, an account or a number is not what ECR accepts. */
  constructor(scope: Construct, id: string, props: ImageRepositoryProps<Region>) {
    validateImageRepository(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const settings = withDefaults(props, IMAGE_REPOSITORY_DEFAULTS);
    const { name, key, deletionProtection, pullAccounts } = settings;
    const { provider, region } = AwsStack.of(this);
    const repository = new EcrRepository(this, "repository", {
      provider,
      name,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: key === "aws-managed" ? undefined : key.keyArn }],
      forceDelete: !deletionProtection,
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.region = region as Region;
    this.repositoryName = name;
    this.repositoryArn = repository.arn;
    this.repositoryUrl = repository.repositoryUrl;
    this.registryId = repository.registryId;
    new EcrLifecyclePolicy(this, "expiry", { provider, repository: repository.name, policy: expiryRules(settings) });
    if (pullAccounts.length > 0) this.allowFunctionPull(repository, pullAccounts);
  }

  /**
   * A repository that exists already. Its policy and lifecycle policy remain as they are.
   *
   * @throws InputError when the ARN is not that of a repository.
   */
  static fromArn(scope: Construct, id: string, repositoryArn: string): RepositoryAccess {
    return new ExistingRepository(scope, id, repositoryArn);
  }

  private allowFunctionPull(repository: EcrRepository, pullAccounts: readonly string[]): void {
    const { account, partition, provider } = AwsStack.of(this);
    const others = pullAccounts.filter((other) => other !== account);
    const policy = new PolicyDocument(this, "repository-policy", [
      functionPull(pullAccounts, partition),
      ...(others.length > 0 ? [deployerPull(others, partition)] : []),
    ]);
    new EcrRepositoryPolicy(this, "policy", { provider, repository: repository.name, policy: policy.json });
  }
}
