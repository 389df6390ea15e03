import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Aspects, LocalBackend, S3Backend, TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { dnsSuffixOf, partitionOf } from "../arns/partitions";
import type { AwsRegion, RegionalProvider } from "../regions";
import type { AwsStackProps, StateLocation } from "./aws-stack-props";
import { validateAwsStack } from "./aws-stack-validation";
import { registerCrossStackReferences } from "./cross-stack-references";
import { regionalProviderOf } from "./provider-of-region";
import { Validation } from "../validation/validation";
import { locationOf, type StackLocation } from "./stack-location";

/**
 * The base class of stacks: one account, one main region, one state.
 *
 * The state key is `<stack id>/terraform.tfstate`. Stack ids are unique in an app, so no two stacks share a state.
 */
export class AwsStack<Region extends AwsRegion = AwsRegion> extends TerraformStack implements StackLocation<Region> {
  readonly account: string;
  readonly region: Region;
  readonly partition: string;
  readonly dnsSuffix: string;
  /** The provider of the main region. */
  readonly provider: AwsProvider;
  private readonly tags: Readonly<Record<string, string>>;
  private readonly providers = new Map<AwsRegion, AwsProvider>();

  /** @throws InputError when the account, region, a tag or the state location is not valid. */
  constructor(scope: Construct, id: string, props: AwsStackProps<Region>) {
    validateAwsStack(scope, id, props);
    super(scope, id);
    this.account = props.account;
    this.region = props.region;
    this.partition = partitionOf(props.region);
    this.dnsSuffix = dnsSuffixOf(props.region);
    this.tags = props.tags;
    this.provider = this.createProvider(props.region);
    this.providers.set(props.region, this.provider);
    // The first version with lock files in S3; cdktf has no prop for it.
    this.addOverride("terraform.required_version", ">= 1.10.0");
    if (props.stage) new TerraformOutput(this, "environment-stage", { value: props.stage });
    if (props.permissionsBoundaryArn) boundRoles(this, props.permissionsBoundaryArn);
    if (props.state === "local") this.storeStateLocally();
    else this.storeStateIn(props.state);
  }

  /**
   * The stack of a construct with the account, region and provider that the construct uses.
   *
   * In a plain `TerraformStack` they come from its default AWS provider, or from data sources where that names none.
   * Inside a construct of another region (`regional`), region and provider are those of that construct.
   */
  static override of(construct: IConstruct): TerraformStack & StackLocation {
    const stack = TerraformStack.of(construct);
    const regional = regionalProviderOf(construct);
    if (stack instanceof AwsStack && !regional) return stack;
    return Object.assign(Object.create(stack) as TerraformStack, locationOf(stack), regional);
  }

  /**
   * The provider for a region: the stack's default provider, or an alias that the first call creates.
   *
   * @throws InputError when the region is of another partition, of which the account is no part.
   */
  providerIn<Other extends AwsRegion>(region: Other): RegionalProvider<Other> {
    const fix = "choose a region of that partition; CloudFront and its web ACLs are of the partition aws only";
    new Validation(this.node.scope!, this.node.id)
      .check(partitionOf(region) === this.partition, "providerIn", region, `regions of ${this.partition}`, fix)
      .throwIfInvalid();
    const provider = this.providers.get(region) ?? this.createProvider(region, region);
    this.providers.set(region, provider);
    return { region, provider };
  }

  /** Registers references to other stacks as cdktf does, but resolves only tokens. */
  override prepareStack(): void {
    const elements = this.node.findAll().filter(TerraformElement.isTerraformElement);
    elements.forEach((element) => registerCrossStackReferences(this, element.toTerraform()));
  }

  private createProvider(region: AwsRegion, alias?: string): AwsProvider {
    return new AwsProvider(this, alias ? `aws-${alias}` : "aws", {
      region,
      alias,
      // A stack whose region works does not depend on STS of another one.
      stsRegion: alias && this.region,
      allowedAccountIds: [this.account],
      defaultTags: [{ tags: { ...this.tags } }],
    });
  }

  private storeStateLocally(): void {
    // Without a path cdktf writes one that only exists on this machine.
    new LocalBackend(this, { path: `../../../terraform.${this.node.id}.tfstate` });
  }

  private storeStateIn({ bucket, region, kmsKeyId }: StateLocation): void {
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

/** An aspect reaches every role of the stack, those of other libraries included. */
function boundRoles(stack: AwsStack, permissionsBoundaryArn: string): void {
  Aspects.of(stack).add({
    visit(construct) {
      if (!(construct instanceof IamRole) || construct.permissionsBoundaryInput !== undefined) return;
      construct.permissionsBoundary = permissionsBoundaryArn;
    },
  });
}
