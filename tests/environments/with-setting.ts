import type { Environment } from "../../environments";

/** A deep copy with one setting replaced; `undefined` removes it. */
export function withSetting(environment: Environment, path: string, value: unknown): unknown {
  const copy = structuredClone(environment) as Record<string, unknown>;
  const keys = path.split(".");
  const last = keys.pop()!;
  const section = keys.reduce((inner, key) => inner[key] as Record<string, unknown>, copy);
  if (value === undefined) delete section[last];
  else section[last] = value;
  return copy;
}
