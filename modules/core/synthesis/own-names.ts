import type { StackPolicy, SynthesizedStack, TerraformBlock } from "./synthesized-stack";

/** Scope in which a name is unique for its type: all of AWS, an account, or a region of an account. */
type Reach = "everywhere" | "account" | "region";

/** Naming argument of the types for which AWS refuses a second resource of the same name. */
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
  /** Equal for two resources that conflict. */
  readonly key: string;
  readonly argument: string;
  readonly name: string;
  readonly path: string;
}

/** No two resources of an app have the same physical name: the second apply would fail or take over the first. */
export const OWN_NAMES: StackPolicy = {
  id: "own-names",
  check: (stack, all) => {
    const own = new Map(namedIn(stack).map((one) => [one.key, one]));
    return all.flatMap(namedIn).flatMap((other) => {
      const { argument, name, path } = own.get(other.key) ?? other;
      const advice = `allowed: a name that ${other.path} does not have; reword it`;
      return path === other.path ? [] : [`${path}: ${argument}: got "${name}"; ${advice}`];
    });
  },
};

const namesByStack = new WeakMap<SynthesizedStack, readonly NamedResource[]>();

/** Reads each stack once, because every stack is compared with all. */
function namedIn(stack: SynthesizedStack): readonly NamedResource[] {
  const named = namesByStack.get(stack) ?? namedResources(stack);
  namesByStack.set(stack, named);
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

/** Account and region of the block, from its provider. */
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
