import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LocalBackend, S3Backend, TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { AWS_REGIONS, type AwsRegion, type RegionalProvider } from "./regions";
import { locationOf, type StackLocation } from "./stack-location";
import { Validation } from "./validation";

/** The S3 bucket that holds a stack's state. */
export interface StateLocation {
  readonly bucket: string;
  readonly region: AwsRegion;
  /** ARN or alias of the KMS key that encrypts the state. */
  readonly kmsKeyId: string;
}

export interface AwsStackProps<Region extends AwsRegion = AwsRegion> {
  /** The only account that the stack may be applied to: 12 digits. */
  readonly account: string;
  readonly region: Region;
  /** Tags of every resource, set once by the provider: Environment, Project and Owner at least. */
  readonly tags: Readonly<Record<string, string>>;
  /**
   * Where the state is kept. `local` is a file beside the output folder: only for the stack that makes the bucket, before its first
   * apply.
   */
  readonly state: StateLocation | "local";
}

const STATE_KEY = /^(?:alias\/[\w/-]+|arn:aws:kms:[a-z0-9-]+:\d{12}:(?:alias|key)\/[\w/-]+)$/;
const REQUIRED_TAGS = ["Environment", "Project", "Owner"] as const;

/**
 * The base of every stack: one account, one main region, one state.
 *
 * The state key is `<stack id>/terraform.tfstate`, and stack ids are unique in an app, so no two stacks can share a state.
 */
export class AwsStack<Region extends AwsRegion = AwsRegion> extends TerraformStack implements StackLocation<Region> {
  readonly account: string;
  readonly region: Region;
  /** The provider of the main region. */
  readonly provider: AwsProvider;
  private readonly tags: Readonly<Record<string, string>>;
  private readonly providers = new Map<AwsRegion, AwsProvider>();

  /** @throws InputError when the account, region, a tag or the state location is not valid. */
  constructor(scope: Construct, id: string, props: AwsStackProps<Region>) {
    validateStack(scope, id, props);
    super(scope, id);
    this.account = props.account;
    this.region = props.region;
    this.tags = props.tags;
    this.provider = this.createProvider(props.region);
    this.providers.set(props.region, this.provider);
    if (props.state === "local") this.keepStateBesideOutput();
    else this.keepStateIn(props.state);
  }

  /**
   * The stack of a construct with its account, region and default provider.
   *
   * In a plain `TerraformStack` they come from its default AWS provider, or from data sources where that names none.
   */
  static override of(construct: IConstruct): TerraformStack & StackLocation {
    const stack = TerraformStack.of(construct);
    return stack instanceof AwsStack ? stack : Object.assign(Object.create(stack) as TerraformStack, locationOf(stack));
  }

  /** The provider for a region: the stack's own, or an alias that is made at the first call. */
  providerIn<Other extends AwsRegion>(region: Other): RegionalProvider<Other> {
    const provider = this.providers.get(region) ?? this.createProvider(region, region);
    this.providers.set(region, provider);
    return { region, provider };
  }

  private createProvider(region: AwsRegion, alias?: string): AwsProvider {
    return new AwsProvider(this, alias ? `aws-${alias}` : "aws", {
      region,
      alias,
      allowedAccountIds: [this.account],
      defaultTags: [{ tags: { ...this.tags } }],
    });
  }

  private keepStateBesideOutput(): void {
    // Without a path cdktf writes one that only exists on this machine.
    new LocalBackend(this, { path: `../../../terraform.${this.node.id}.tfstate` });
  }

  private keepStateIn({ bucket, region, kmsKeyId }: StateLocation): void {
    const backend = new S3Backend(this, {
      bucket,
      region,
      key: `${this.node.id}/terraform.tfstate`,
      encrypt: true,
      kmsKeyId,
    });
    // cdktf 0.21 predates Terraform's lock file and has no prop for it.
    backend.addOverride("use_lockfile", true);
  }
}

function validateStack(scope: Construct, id: string, { account, region, tags, state }: AwsStackProps): void {
  const validation = new Validation(scope, id)
    .matches("id", id, /^[a-z][a-z0-9-]*$/, "kebab-case", "rename the stack")
    .accountId("account", account, "copy it from the account's page")
    .oneOf<string>("region", region, AWS_REGIONS, "use a region of the standard partition");
  REQUIRED_TAGS.forEach((tag) =>
    validation.check(Boolean(tags[tag]), `tags.${tag}`, tags[tag], "a non-empty string", "say whose resource this is"),
  );
  if (state !== "local") {
    validation
      .matches(
        "state.bucket",
        state.bucket,
        /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
        "a bucket name",
        "name the state bucket",
      )
      .matches("state.kmsKeyId", state.kmsKeyId, STATE_KEY, "the alias or the ARN of a KMS key", "name the state key")
      .oneOf<string>("state.region", state.region, AWS_REGIONS, "use a region of the standard partition");
  }
  validation.throwIfInvalid();
}
