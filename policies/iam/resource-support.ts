import UNSCOPED_ACTIONS from "./unscoped-actions.json";

const unscoped: Readonly<Record<string, readonly string[]>> = UNSCOPED_ACTIONS;
const byService = new Map(Object.entries(unscoped).map(([service, actions]) => [service, new Set(actions.map(lower))]));
const READ_PREFIX = /^(?:describe|list)/;

/**
 * Returns whether `*` is the only possible resource of an action. Describe and list actions count as such: they
 * reveal that resources exist, but no content.
 */
export function needsNoResource(action: string): boolean {
  const [service, name = ""] = action.toLowerCase().split(":") as [string, string?];
  return READ_PREFIX.test(name) || (byService.get(service)?.has(name) ?? false);
}

function lower(text: string): string {
  return text.toLowerCase();
}
