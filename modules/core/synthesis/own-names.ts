import { NAMED_TYPES, type NamedType, type Reach } from "./named-types";
import type { StackPolicy, SynthesizedStack, TerraformBlock } from "./synthesized-stack";

interface NamedResource {
  /** Equal for two resources that conflict. */
  readonly key: string;
  readonly argument: string;
  readonly name: string;
  readonly path: string;
}

/** No two resources of an app have the same physical name: the second apply would fail or take over the first. */
export const OWN_NAMES: StackPolicy<"own-names"> = {
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
  return Object.entries(NAMED_TYPES).flatMap(([type, named]) =>
    Object.entries(stack.config.resource?.[type] ?? {}).flatMap(([id, block]) => {
      const path = pathOf(block) ?? `${stack.name}/${type}.${id}`;
      return namesOf(block, named).map((name) => {
        const key = [type, ...placeOf(stack, block, named.reach), ...valuesWithin(block, named), name].join(" ");
        return { key, argument: named.argument, name, path };
      });
    }),
  );
}

/** The literal names of a block; none where a part of its identity is unknown until apply. */
function namesOf(block: TerraformBlock, named: NamedType): string[] {
  const names = [block[named.argument] ?? []].flat().filter(isLiteral);
  return valuesWithin(block, named).every(isLiteral) ? names : [];
}

function valuesWithin(block: TerraformBlock, { within = [] }: NamedType): unknown[] {
  return within.map((argument) => block[argument] ?? "");
}

function isLiteral(value: unknown): value is string {
  return typeof value === "string" && !value.includes("${");
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
