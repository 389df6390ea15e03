import { OWN_NAMES } from "./name-policy";

/** The synthesized configuration of one stack, as it stands in `cdk.tf.json`. */
export interface SynthesizedStack {
  readonly name: string;
  readonly config: TerraformJson;
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
}

/** The arguments of one block; cdktf adds where it came from under `//`. */
export type TerraformBlock = Readonly<Record<string, unknown>>;

/** A rule about written configuration, so that escape hatches are judged as well. Findings are sentences; none means it holds. */
export interface StackPolicy {
  readonly id: string;
  readonly check: (stack: SynthesizedStack, all: readonly SynthesizedStack[]) => readonly string[];
}

/** `type.name` of every resource and `data.type.name` of every data source, sorted. */
export function resourceAddresses({ resource = {}, data = {} }: TerraformJson): string[] {
  const addresses = (blocks: NonNullable<TerraformJson["resource"]>, prefix: string): string[] =>
    Object.entries(blocks).flatMap(([type, named]) => Object.keys(named).map((name) => `${prefix}${type}.${name}`));
  return [...addresses(resource, ""), ...addresses(data, "data.")].sort();
}

const credentialsNeeded: StackPolicy = {
  id: "no-credentials-to-plan",
  check: ({ config }) =>
    Object.keys(config.data ?? {})
      .filter((type) => type.startsWith("aws_") && type !== "aws_iam_policy_document")
      .map((type) => `data.${type} asks AWS while planning; take the value from the environment`),
};

const tokensResolved: StackPolicy = {
  id: "tokens-resolved",
  check: ({ config }) =>
    /[$#&]\{TfToken\[|\de\+29\d/.test(JSON.stringify(config))
      ? ["a token was used where only a literal can stand; look for e+29 and TfToken in the configuration"]
      : [],
};

const lockedState: StackPolicy = {
  id: "locked-encrypted-state",
  check: ({ config, name }) => {
    const s3 = config.terraform.backend?.["s3"];
    if (!s3) return config.terraform.backend?.["local"] ? [] : [`${name} has neither an S3 nor a local backend`];
    return s3["encrypt"] === true && s3["use_lockfile"] === true
      ? []
      : ["the S3 backend must have encrypt and use_lockfile"];
  },
};

const ownState: StackPolicy = {
  id: "own-state",
  check: (stack, all) => {
    const place = (other: SynthesizedStack): string | undefined => {
      const s3 = other.config.terraform.backend?.["s3"];
      return s3 && `${String(s3["bucket"])}/${String(s3["key"])}`;
    };
    const mine = place(stack);
    return all
      .filter((other) => other !== stack && mine !== undefined && place(other) === mine)
      .map(({ name }) => `state ${mine} is also the state of ${name}`);
  },
};

const noSharedState: StackPolicy = {
  id: "no-remote-state",
  check: ({ config }) =>
    config.data?.["terraform_remote_state"]
      ? ["a reference into another stack reads that stack's whole state; pass a computed name or an SSM parameter"]
      : [],
};

/** Rules that hold for every stack of every app, because breaking them fails silently in CDKTF itself. */
export const KERNEL_POLICIES: readonly StackPolicy[] = [
  credentialsNeeded,
  tokensResolved,
  lockedState,
  ownState,
  noSharedState,
  OWN_NAMES,
];
