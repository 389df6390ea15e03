import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { AwsStack, PolicyDocument, sidOf, withDefaults, type AwsRegion, type Grantee } from "../core";
import { expiryRules } from "./image-expiry";
import {
  PULL_ACTIONS,
  PUSH_ACTIONS,
  TAG_ACTIONS,
  deployerPull,
  functionPull,
  loginStatement,
} from "./image-repository-grants";
import { IMAGE_REPOSITORY_DEFAULTS, type ImageRepositoryProps } from "./image-repository-props";
import { validateImageRepository } from "./image-repository-validation";

/**
 * Stateful. A private ECR repository with immutable tags, a scan of every pushed image and a lifecycle policy.
 *
 * Lambda pulls as a service and not with the function's role, so the repository policy allows functions of the named
 * accounts. Pushing requires a grant.
 */
export class ImageRepository<Region extends AwsRegion = AwsRegion> extends Construct {
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
    const settings = withDefaults(props, IMAGE_REPOSITORY_DEFAULTS);
    const { name, key, deletionProtection, pullAccounts } = settings;
    const { provider, region } = props.regional ?? AwsStack.of(this);
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
    if (pullAccounts.length > 0) this.allowFunctionPull(repository, pullAccounts, provider);
  }

  /** Allows the grantee to log in to the registry and pull images. */
  grantPull(grantee: Grantee): void {
    grantee.addStatement(loginStatement);
    grantee.addStatement({
      sid: sidOf("Pull", this),
      actions: [...PULL_ACTIONS, "ecr:DescribeImages"],
      resources: [this.repositoryArn],
    });
  }

  /** Allows the grantee to log in to the registry, and to push and pull images. */
  grantPush(grantee: Grantee): void {
    this.grantPull(grantee);
    grantee.addStatement({ sid: sidOf("Push", this), actions: PUSH_ACTIONS, resources: [this.repositoryArn] });
  }

  /** Allows the grantee to add tags to images that exist, such as a tag of `protectedTags`. */
  grantTag(grantee: Grantee): void {
    grantee.addStatement({ sid: sidOf("Tag", this), actions: TAG_ACTIONS, resources: [this.repositoryArn] });
  }

  /** Allows the grantee to read the findings of image scans. */
  grantReadFindings(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("ReadFindings", this),
      actions: ["ecr:DescribeImageScanFindings"],
      resources: [this.repositoryArn],
    });
  }

  private allowFunctionPull(
    repository: EcrRepository,
    pullAccounts: readonly string[],
    provider: TerraformProvider | undefined,
  ): void {
    const { account } = AwsStack.of(this);
    const others = pullAccounts.filter((other) => other !== account);
    const policy = new PolicyDocument(this, "repository-policy", [
      functionPull(pullAccounts),
      ...(others.length > 0 ? [deployerPull(others)] : []),
    ]);
    new EcrRepositoryPolicy(this, "policy", { provider, repository: repository.name, policy: policy.json });
  }
}
