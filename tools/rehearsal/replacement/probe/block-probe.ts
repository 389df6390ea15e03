import { isObject, isUnknown, type ValueObject } from "../../provider/values";
import type { RealProvider } from "../../real-provider/real-provider";
import { isEmpty } from "../transitions";
import { TypeProbe } from "./type-probe";

type Asked = Pick<RealProvider, "resources" | "plan" | "validate">;

/**
 * Blocks of a type that the provider never chooses: those that it requires or demands, and those that the plan of a
 * configuration without them does not leave unknown. None if the provider plans no configuration.
 */
export async function unchosenBlocksOf(type: string, provider: Asked): Promise<readonly string[]> {
  const { blocks } = provider.resources[type]!;
  const config = await new TypeProbe(provider as RealProvider, type).configuration();
  const { planned } = await provider.plan(type, null, config);
  if (!isObject(planned)) return [];
  const unchosen: string[] = [];
  for (const name of Object.keys(blocks).filter((one) => one !== "timeouts")) {
    const isAbsent = isEmpty(config[name] ?? null);
    const isKnown = blocks[name]!.minItems > 0 || (isAbsent && !isUnknown(planned[name] ?? null));
    if (isKnown || (!isAbsent && (await demands(provider, type, { ...config, [name]: [] })))) unchosen.push(name);
  }
  return unchosen;
}

/** Returns whether the provider rejects a configuration without a block, in place of which no other argument may be. */
async function demands(provider: Asked, type: string, config: ValueObject): Promise<boolean> {
  const { problems } = await provider.plan(type, null, config);
  const all = [...problems, ...(await provider.validate(type, config))];
  return all.length > 0 && !all.some(({ summary, detail }) => /\bone of\b/i.test(`${summary} ${detail}`));
}
