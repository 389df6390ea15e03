import type { StackPolicy, SynthesizedStack, TerraformBlock } from "./stack-policy";

/** Where a name must be the only one of its type: in all of AWS, in an account, or in a region of an account. */
type Reach = "everywhere" | "account" | "region";

/** The argument that names a resource, for the types whose second one AWS refuses at apply. */
const NAMED_TYPES: Readonly<Record<string, { readonly argument: string; readonly reach: Reach }>> = {
  aws_cloudwatch_log_group: { argument: "name", reach: "region" },
  aws_cognito_user_pool_domain: { argument: "domain", reach: "region" },
  aws_iam_role: { argument: "name", reach: "account" },
  aws_kms_alias: { argument: "name", reach: "region" },
  aws_lambda_function: { argument: "function_name", reach: "region" },
  aws_s3_bucket: { argument: "bucket", reach: "everywhere" },
  aws_secretsmanager_secret: { argument: "name", reach: "region" },
  aws_sns_topic: { argument: "name", reach: "region" },
  aws_sqs_queue: { argument: "name", reach: "region" },
  aws_ssm_parameter: { argument: "name", reach: "region" },
};

interface NamedResource {
  /** Equal for two resources of which AWS would refuse the second. */
  readonly key: string;
  readonly argument: string;
  readonly name: string;
  readonly path: string;
}

/** No two resources of an app may have the same physical name: the second apply would fail, or take over what the first one made. */
export const OWN_NAMES: StackPolicy = {
  id: "own-names",
  check: (stack, all) => {
    const mine = new Map(namedIn(stack).map((one) => [one.key, one]));
    return all.flatMap(namedIn).flatMap((other) => {
      const { argument, name, path } = mine.get(other.key) ?? other;
      const advice = `allowed: a name that ${other.path} does not have; reword it`;
      return path === other.path ? [] : [`${path}: ${argument}: got "${name}"; ${advice}`];
    });
  },
};

const found = new WeakMap<SynthesizedStack, readonly NamedResource[]>();

/** Read once for each stack, since every stack is held against all. */
function namedIn(stack: SynthesizedStack): readonly NamedResource[] {
  const named = found.get(stack) ?? namedResources(stack);
  found.set(stack, named);
  return named;
}

function namedResources(stack: SynthesizedStack): NamedResource[] {
  return Object.entries(NAMED_TYPES).flatMap(([type, { argument, reach }]) =>
    Object.entries(stack.config.resource?.[type] ?? {}).flatMap(([id, block]) => {
      const name = block[argument];
      if (typeof name !== "string" || name.includes("${")) return [];
      const key = [type, ...placeOf(stack, block, reach), name].join(" ");
      return { key, argument, name, path: pathOf(block) ?? `${stack.name}/${type}.${id}` };
    }),
  );
}

/** Account and region as the provider of the block has them. */
function placeOf({ config }: SynthesizedStack, block: TerraformBlock, reach: Reach): readonly string[] {
  const [, alias] = String(block["provider"] ?? "aws").split(".");
  const provider = config.provider?.["aws"]?.find((one) => one["alias"] === alias);
  const account = String(provider?.["allowed_account_ids"]);
  const places = { everywhere: [], account: [account], region: [account, String(provider?.["region"])] };
  return places[reach];
}

function pathOf(block: TerraformBlock): string | undefined {
  const comment = block["//"] as { readonly metadata?: { readonly path?: string } } | undefined;
  return comment?.metadata?.path;
}
