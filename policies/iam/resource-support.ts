import UNSCOPED_ACTIONS from "./unscoped-actions.json";

const unscoped: Readonly<Record<string, readonly string[]>> = UNSCOPED_ACTIONS;
const byService = new Map(Object.entries(unscoped).map(([service, actions]) => [service, new Set(actions.map(lower))]));
const READ_PREFIX = /^(?:describe|list)/;

/**
 * Whether AWS offers no way to restrict an action to a resource, so that `*` is the only resource one can write. The
 * describing and listing actions count as such: they show what exists and no content.
 */
export function needsNoResource(action: string): boolean {
  const [service, name = ""] = action.toLowerCase().split(":") as [string, string?];
  return READ_PREFIX.test(name) || (byService.get(service)?.has(name) ?? false);
}

function lower(text: string): string {
  return text.toLowerCase();
}
