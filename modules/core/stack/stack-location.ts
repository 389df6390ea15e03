import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import { dnsSuffixOf, partitionOf } from "../arns/partitions";
import type { AwsRegion } from "../regions";
import { isKnown } from "../validation/tokens";

/** Account, region and default provider of the stack that a construct belongs to. */
export interface StackLocation<Region extends AwsRegion = AwsRegion> {
  /** Account id; a token where the stack does not name its account. */
  readonly account: string;
  /** Region of the provider; a token where the provider takes it from the environment. */
  readonly region: Region;
  /** Second part of every ARN: `aws`, `aws-cn` or `aws-us-gov`; a token where the region is one. */
  readonly partition: string;
  /** Domain of AWS's endpoints: `amazonaws.com`, in China `amazonaws.com.cn`; a token where the region is one. */
  readonly dnsSuffix: string;
  /** The provider; absent where the stack declares none. */
  readonly provider: AwsProvider | undefined;
}

const locations = new WeakMap<TerraformStack, StackLocation>();

/**
 * The location of a stack that is not an `AwsStack`: account and region of its default provider where they are set,
 * and otherwise data sources, which Terraform reads with credentials.
 */
export function locationOf(stack: TerraformStack): StackLocation {
  const location = locations.get(stack) ?? readLocation(stack);
  locations.set(stack, location);
  return location;
}

function readLocation(stack: TerraformStack): StackLocation {
  const providers = stack.node.children.filter((child) => child instanceof AwsProvider);
  const provider = providers.find(({ alias }) => alias === undefined);
  const accounts = provider?.allowedAccountIds ?? [];
  return {
    provider,
    account: accounts.length === 1 ? accounts[0]! : new DataAwsCallerIdentity(stack, "aws-caller-identity").accountId,
    ...regionOf(stack, provider?.region),
  };
}

function regionOf(stack: TerraformStack, region: string | undefined) {
  if (region !== undefined && isKnown(region)) {
    return { region: region as AwsRegion, partition: partitionOf(region), dnsSuffix: dnsSuffixOf(region) };
  }
  const { partition, dnsSuffix } = new DataAwsPartition(stack, "aws-partition");
  return { region: (region ?? new DataAwsRegion(stack, "aws-region").name) as AwsRegion, partition, dnsSuffix };
}
