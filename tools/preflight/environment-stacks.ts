import type { SynthesizedStack, TerraformBlock } from "../../modules/core";
import { usageError } from "../runner/command/exit-codes";
import { stackNamesOf } from "../runner/terraform/synthesized-stacks";

/** The synthesized stacks of one environment, and those that share its account. */
export interface EnvironmentStacks {
  readonly name: string;
  readonly account: string;
  /** Region of the stack with the environment's name. */
  readonly region: string;
  /** `<name>` and, if they exist, `<name>-recovery` and `<name>-standby`. */
  readonly own: readonly SynthesizedStack[];
  /** All synthesized stacks of the account, `own` included. */
  readonly ofAccount: readonly SynthesizedStack[];
}

/**
 * Finds the stacks of an environment.
 *
 * @throws ToolError (usage) if no stack has its name, or the stack does not restrict its account.
 */
export function environmentStacks(all: readonly SynthesizedStack[], name: string): EnvironmentStacks {
  const stack = all.find((one) => one.name === name);
  if (!stack) throw usageError(`unknown stack ${name}; synthesized: ${all.map((one) => one.name).join(", ")}`);
  const account = accountOf(stack);
  if (account === undefined) {
    throw usageError(`${name}: the provider names no account; set allowed_account_ids to one account id`);
  }
  return {
    name,
    account,
    region: regionOf(stack),
    own: all.filter((one) => stackNamesOf(name).includes(one.name)),
    ofAccount: all.filter((one) => accountOf(one) === account),
  };
}

/** A block and the region of its provider. */
export interface RegionalBlock {
  readonly block: TerraformBlock;
  readonly region: string;
}

/** All resources of one type. */
export function resourcesOf(stacks: readonly SynthesizedStack[], type: string): RegionalBlock[] {
  return stacks.flatMap((stack) =>
    Object.values(stack.config.resource?.[type] ?? {}).map((block) => ({
      block,
      region: regionOf(stack, block["provider"] as string | undefined),
    })),
  );
}

/** Regions in which stacks have resources by default, each once. */
export function regionsOf(stacks: readonly SynthesizedStack[]): string[] {
  return [...new Set(stacks.map((stack) => regionOf(stack)))];
}

/** Tags that the provider adds to every resource of the stack. */
export function defaultTags(stack: SynthesizedStack): Readonly<Record<string, string>> {
  const [first] = (providersOf(stack)[0]?.["default_tags"] ?? []) as readonly {
    readonly tags: Record<string, string>;
  }[];
  return first?.tags ?? {};
}

/** Each different value that is a literal, in order of appearance. */
export function literals(values: readonly unknown[]): string[] {
  const texts = values.filter((value): value is string => typeof value === "string" && !value.includes("${"));
  return [...new Set(texts)];
}

function accountOf(stack: SynthesizedStack): string | undefined {
  return (providersOf(stack)[0]?.["allowed_account_ids"] as readonly string[] | undefined)?.[0];
}

function regionOf(stack: SynthesizedStack, provider = "aws"): string {
  const [, alias] = provider.split(".");
  return providersOf(stack).find((one) => one["alias"] === alias)?.["region"] as string;
}

function providersOf({ config }: SynthesizedStack): readonly TerraformBlock[] {
  return config.provider?.["aws"] ?? [];
}
