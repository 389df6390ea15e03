import type { TerraformBlock, TerraformJson } from "../../../modules/core";

type BlocksByType = NonNullable<TerraformJson["resource"]>;

export interface AddressedBlock {
  /** `type.name`, or `data.type.name` for a data source. */
  readonly address: string;
  readonly block: TerraformBlock;
}

/** All resources and data sources of a configuration. */
export function blocksOf({ resource, data }: TerraformJson): AddressedBlock[] {
  return [...addressed(resource, ""), ...addressed(data, "data.")];
}

function addressed(blocks: BlocksByType | undefined, prefix: string): AddressedBlock[] {
  return Object.entries(blocks ?? {}).flatMap(([type, named]) =>
    Object.entries(named).map(([name, block]) => ({ address: `${prefix}${type}.${name}`, block })),
  );
}

/** Path of the construct that a block comes from, which cdktf writes into the block's comment. */
export function constructPath(block: TerraformBlock): string | undefined {
  const comment = block["//"] as { readonly metadata?: { readonly path?: string } } | undefined;
  return comment?.metadata?.path;
}

/** A copy with another state backend; without one the state is a file in the working directory. */
export function withBackend(config: TerraformJson, backend?: Readonly<Record<string, unknown>>): TerraformJson {
  const { backend: _backend, cloud: _cloud, ...terraform } = config.terraform;
  return { ...config, terraform: backend ? { ...terraform, backend } : terraform };
}

/** A copy with local state, one provider version, and changed arguments in every block of the AWS provider. */
export function withProvider(
  config: TerraformJson,
  version: string,
  change: (arguments_: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): TerraformJson {
  const { terraform } = withBackend(config);
  const required_providers = { aws: { source: "hashicorp/aws", version } };
  const others = terraform["required_providers"] as Readonly<Record<string, unknown>> | undefined;
  const { aws = [], ...providers } = config.provider ?? {};
  return {
    ...config,
    terraform: { ...terraform, required_providers: { ...others, ...required_providers } },
    provider: { ...providers, aws: aws.map(change) },
  };
}

/** A copy without `prevent_destroy`, so that the last step of a lifecycle can destroy everything. */
export function withoutDestroyProtection(config: TerraformJson): TerraformJson {
  if (!config.resource) return config;
  const resource = mapValues(config.resource, (named) => mapValues(named, unprotected));
  return { ...config, resource };
}

function unprotected(block: TerraformBlock): TerraformBlock {
  const { lifecycle } = block as { lifecycle?: Readonly<Record<string, unknown>> };
  return lifecycle ? { ...block, lifecycle: { ...lifecycle, prevent_destroy: false } } : block;
}

/** A copy of a record with changed values. */
export function mapValues<In, Out>(
  record: Readonly<Record<string, In>>,
  change: (value: In, name: string) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
}
