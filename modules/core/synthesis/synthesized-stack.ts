/** The synthesized configuration of one stack, as `cdk.tf.json` contains it. */
export interface SynthesizedStack {
  readonly name: string;
  readonly config: TerraformJson;
  /** Folder of cdk.tf.json and the files of assets. Absent if the stack was not written. */
  readonly folder?: string;
}

/** Terraform's JSON syntax: block kind, type, name, arguments. */
export interface TerraformJson {
  readonly terraform: { readonly backend?: Readonly<Record<string, Readonly<Record<string, unknown>>>> } & Record<
    string,
    unknown
  >;
  readonly provider?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, TerraformBlock>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, TerraformBlock>>>>;
  readonly output?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly locals?: Readonly<Record<string, unknown>>;
  readonly module?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The arguments of one block; cdktf adds the construct path under `//`. */
export type TerraformBlock = Readonly<Record<string, unknown>>;

/** A rule about synthesized configuration, which includes the effect of escape hatches. */
export interface StackPolicy<Id extends string = string> {
  readonly id: Id;
  /** Returns one sentence for each finding; an empty list accepts the stack. */
  readonly check: (stack: SynthesizedStack, all: readonly SynthesizedStack[]) => readonly string[];
}

/** `type.name` of every resource and `data.type.name` of every data source, sorted. */
export function resourceAddresses({ resource = {}, data = {} }: TerraformJson): string[] {
  const addresses = (blocks: NonNullable<TerraformJson["resource"]>, prefix: string): string[] =>
    Object.entries(blocks).flatMap(([type, named]) => Object.keys(named).map((name) => `${prefix}${type}.${name}`));
  return [...addresses(resource, ""), ...addresses(data, "data.")].sort();
}
