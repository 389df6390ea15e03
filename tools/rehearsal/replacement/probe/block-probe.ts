import { isObject, isUnknown } from "../../provider/values";
import type { RealProvider } from "../../real-provider/real-provider";
import { isEmpty } from "../transitions";
import { TypeProbe } from "./type-probe";

/**
 * Blocks of a type that the provider never chooses: those that it demands, and those that the plan of a configuration
 * without them does not leave unknown. None if the provider plans no configuration.
 */
export async function unchosenBlocksOf(
  type: string,
  provider: Pick<RealProvider, "resources" | "plan" | "validate">,
): Promise<readonly string[]> {
  const { blocks } = provider.resources[type]!;
  const config = await new TypeProbe(provider as RealProvider, type).configuration();
  const { planned } = await provider.plan(type, null, config);
  if (!isObject(planned)) return [];
  const isUnchosen = (name: string): boolean => !isEmpty(config[name] ?? null) || !isUnknown(planned[name] ?? null);
  return Object.keys(blocks).filter((name) => name !== "timeouts" && isUnchosen(name));
}
