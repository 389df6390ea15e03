import { isObject, isUnknown, type ValueObject } from "../../provider/values";
import type { RealProvider } from "../../real-provider/real-provider";
import { isEmpty } from "../transitions";
import { TypeProbe } from "./type-probe";

type Asked = Pick<RealProvider, "resources" | "plan" | "validate">;

/**
 * Blocks of a type that the provider never chooses: those that it requires or demands, and those that the plan of a
 * configuration without them does not leave unknown. None if the provider plans no configuration.
 *
 * Of blocks that exclude one another, the configuration has the one that the provider names first, in an order that
 * changes. So each block is asked about by a plan without it.
 */
export async function unchosenBlocksOf(type: string, provider: Asked): Promise<readonly string[]> {
  const { blocks } = provider.resources[type]!;
  const config = await new TypeProbe(provider as RealProvider, type).configuration();
  const { planned } = await provider.plan(type, null, config);
  if (!isObject(planned)) return [];
  const unchosen: string[] = [];
  for (const [name, { minItems }] of Object.entries(blocks)) {
    if (name === "timeouts") continue;
    const isAbsent = isEmpty(config[name] ?? null);
    const isUnchosen = isAbsent ? !isUnknown(planned[name]) : await isNotChosen(provider, type, config, name);
    if (minItems > 0 || isUnchosen) unchosen.push(name);
  }
  return unchosen;
}

/** Returns whether the provider rejects a configuration without a block of it, or plans it without the block. */
async function isNotChosen(provider: Asked, type: string, config: ValueObject, name: string): Promise<boolean> {
  const without = { ...config, [name]: [] };
  const { planned, problems } = await provider.plan(type, null, without);
  if (isObject(planned) && problems.length === 0 && !isUnknown(planned[name])) return true;
  const all = [...problems, ...(await provider.validate(type, without))];
  // One of several: the provider may choose it beside another.
  return all.length > 0 && !all.some(({ summary, detail }) => /\bone of\b/i.test(`${summary} ${detail}`));
}
