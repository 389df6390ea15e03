import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import { Construct } from "constructs";
import {
  PolicyDocument,
  Validation,
  checkName,
  sidOf,
  type AwsRegion,
  type Grantee,
  type KeyReference,
  type PolicyStatement,
  type RegionalProvider,
} from "../core";

export interface ImageRepositoryProps<Region extends AwsRegion = AwsRegion> {
  /** Physical name: at most 256 lower-case letters and digits with single ., _, / or - between them. */
  readonly name: string;
  /** The repository's own account: 12 digits. */
  readonly account: string;
  /** The provider of the region that the repository is in. Lambda pulls from its own region only. */
  readonly regional: RegionalProvider<Region>;
  /** Encrypts the images; ECR cannot change it later. `"aws-managed"` for the key that AWS keeps for ECR. */
  readonly key: KeyReference<Region> | "aws-managed";
  /** Accounts whose functions run the images, this one included if it does: 12 digits each. */
  readonly pullAccounts: readonly string[];
  /** Tagged images that are kept, newest first: 1 to 20000. Keep every image that may still be deployed. @default 30 */
  readonly keepImages?: number;
  /** Days that an image without a tag is kept: 1 to 3650. @default 7 */
  readonly untaggedDays?: number;
  /** Refuse any plan that would delete the repository, and never delete one with images. @default true */
  readonly deletionProtection?: boolean;
}

export const IMAGE_REPOSITORY_DEFAULTS = { keepImages: 30, untaggedDays: 7, deletionProtection: true } as const;

/** Images that a repository holds at most (ECR service quotas). */
const MAX_IMAGES = 20_000;
const PULL = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
const PUSH = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:CompleteLayerUpload",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
];

/** Address of a repository, computed so that a stack that runs its images need not read another stack's state. */
export function imageRepositoryUrl(account: string, region: AwsRegion, name: string): string {
  return `${account}.dkr.ecr.${region}.amazonaws.com/${name}`;
}

/**
 * Stateful. A private repository for container images: a tag is written once, every image is scanned when it is pushed, old images
 * expire.
 *
 * Lambda pulls as a service and not with the function's role, so the repository has a policy, limited to functions of the accounts that
 * are named. Pushing takes a grant.
 */
export class ImageRepository<Region extends AwsRegion = AwsRegion> extends Construct {
  readonly region: Region;
  readonly repositoryName: string;
  readonly repositoryArn: string;
  readonly repositoryUrl: string;
  /** The registry that the repository is in: the account's, known once the repository exists. */
  readonly registryId: string;

  /** @throws InputError when the name, an account or a number is not what ECR accepts. */
  constructor(scope: Construct, id: string, props: ImageRepositoryProps<Region>) {
    const { deletionProtection = IMAGE_REPOSITORY_DEFAULTS.deletionProtection } = props;
    validate(scope, id, props);
    super(scope, id);
    const { provider } = props.regional;
    const repository = new EcrRepository(this, "repository", {
      provider,
      name: props.name,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [
        { encryptionType: "KMS", kmsKey: props.key === "aws-managed" ? undefined : props.key.keyArn },
      ],
      forceDelete: !deletionProtection,
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.region = props.regional.region;
    this.repositoryName = props.name;
    this.repositoryArn = repository.arn;
    this.repositoryUrl = repository.repositoryUrl;
    this.registryId = repository.registryId;
    new EcrLifecyclePolicy(this, "expiry", { provider, repository: repository.name, policy: expiryRules(props) });
    if (props.pullAccounts.length > 0) this.letFunctionsPull(repository, props);
  }

  /** Lets the grantee log in to the registry and pull images. */
  grantPull(grantee: Grantee): void {
    this.grantLogin(grantee);
    grantee.addStatement({
      sid: sidOf("Pull", this),
      actions: [...PULL, "ecr:DescribeImages"],
      resources: [this.repositoryArn],
    });
  }

  /** Lets the grantee log in to the registry, push images and read them back. */
  grantPush(grantee: Grantee): void {
    this.grantPull(grantee);
    grantee.addStatement({ sid: sidOf("Push", this), actions: PUSH, resources: [this.repositoryArn] });
  }

  private grantLogin(grantee: Grantee): void {
    grantee.addStatement({
      sid: "LoginToRegistry",
      actions: ["ecr:GetAuthorizationToken"],
      resources: ["*"],
      unscopedBecause: "a login is to the registry; what it opens is said by the statements for each repository",
    });
  }

  private letFunctionsPull(repository: EcrRepository, { account, pullAccounts, regional }: ImageRepositoryProps): void {
    const others = pullAccounts.filter((other) => other !== account);
    const policy = new PolicyDocument(this, "repository-policy", [
      functionsOf(pullAccounts),
      ...(others.length > 0 ? [deployersOf(others)] : []),
    ]);
    const { provider } = regional;
    new EcrRepositoryPolicy(this, "policy", { provider, repository: repository.name, policy: policy.json });
  }
}

function functionsOf(accounts: readonly string[]): PolicyStatement {
  return {
    sid: "PulledByFunctions",
    actions: PULL,
    principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
    conditions: [
      {
        test: "ArnLike",
        variable: "aws:SourceArn",
        values: accounts.map((account) => `arn:aws:lambda:*:${account}:function:*`),
      },
    ],
  };
}

/** Across accounts, Lambda also asks whether the role that creates the function may read the image. */
function deployersOf(accounts: readonly string[]): PolicyStatement {
  return {
    sid: "PulledByDeployersOfOtherAccounts",
    actions: PULL,
    principals: [{ type: "AWS", identifiers: accounts.map((account) => `arn:aws:iam::${account}:root`) }],
  };
}

function expiryRules({
  keepImages = IMAGE_REPOSITORY_DEFAULTS.keepImages,
  untaggedDays = IMAGE_REPOSITORY_DEFAULTS.untaggedDays,
}: ImageRepositoryProps): string {
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

function validate(scope: Construct, id: string, props: ImageRepositoryProps): void {
  const { name, account, pullAccounts, keepImages, untaggedDays } = props;
  const validation = new Validation(scope, id)
    .accountId("account", account)
    .check(
      new Set(pullAccounts).size === pullAccounts.length,
      "pullAccounts",
      pullAccounts,
      "each account once",
      "remove the repeated account",
    )
    .integer("keepImages", keepImages, 1, MAX_IMAGES, "keep enough for a rollback everywhere")
    .integer("untaggedDays", untaggedDays, 1, 3_650, "choose how long an unfinished image may stay");
  pullAccounts.forEach((puller) =>
    validation.matches("pullAccounts", puller, /^\d{12}$/, "AWS account ids of 12 digits", "name the accounts"),
  );
  checkName(validation, "image repository name", name);
  validation.throwIfInvalid();
}
