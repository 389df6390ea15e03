import type { TerraformJson } from "../../../modules/core";
import { missingError } from "../../runner/command/exit-codes";
import { satisfies } from "../../runner/provider/versions";
import { installedBindings, providerVersion } from "./bindings";
import { localName } from "./local-names";
import { providerSchema } from "./provider-schema";
import type { ProviderSchema } from "./schema";

/** Providers that are part of Terraform. */
const BUILT_IN = ["terraform"];

interface Requirement {
  readonly source: string;
  readonly version?: string;
}

/**
 * The schema of every provider that configurations require, by its address in the registry. A provider that only the
 * types of resources name is one of HashiCorp's.
 *
 * @param except - local names of providers that are left out.
 * @throws ToolError (missing) naming the package if a provider has no installed bindings, or those of another major
 *   version.
 */
export function providerSchemas(
  configs: readonly TerraformJson[],
  except: readonly string[] = [],
): Record<string, ProviderSchema> {
  const requirements = requirementsOf(configs);
  except.forEach((name) => requirements.delete(name));
  return Object.fromEntries(
    [...requirements].map(([name, requirement]) => [
      addressOf(requirement.source),
      providerSchema(configs, bindingsOf(requirement), name),
    ]),
  );
}

/** By local name. */
function requirementsOf(configs: readonly TerraformJson[]): Map<string, Requirement> {
  const requirements = new Map<string, Requirement>();
  for (const { terraform, provider = {}, resource = {}, data = {} } of configs) {
    for (const name of [...Object.keys(provider), ...localNamesIn(resource), ...localNamesIn(data)]) {
      if (!requirements.has(name)) requirements.set(name, { source: name });
    }
    const required = (terraform["required_providers"] ?? {}) as Readonly<Record<string, Partial<Requirement>>>;
    for (const [name, { source, version }] of Object.entries(required)) {
      requirements.set(name, { source: source ?? name, version });
    }
  }
  BUILT_IN.forEach((name) => requirements.delete(name));
  return requirements;
}

function localNamesIn(section: NonNullable<TerraformJson["resource"]>): string[] {
  return Object.entries(section).flatMap(([type, named]) =>
    Object.values(named).map((block) => localName(type, block)),
  );
}

function addressOf(source: string): string {
  const defaults = ["registry.terraform.io", "hashicorp"];
  const parts = source.split("/");
  return [...defaults.slice(0, 3 - parts.length), ...parts].join("/");
}

/** @throws ToolError (missing) for bindings of a major version that the configuration does not allow. */
function bindingsOf({ source, version = "" }: Requirement): string {
  const name = source.split("/").at(-1)!;
  const folder = installedBindings(name);
  const installed = providerVersion(folder);
  const [requiredMajor, installedMajor] = [version, installed].map((one) => /\d+/.exec(one ?? "")?.[0]);
  if (requiredMajor === undefined || installed === undefined || requiredMajor === installedMajor) return folder;
  if (satisfies(installed, version)) return folder;
  throw missingError(
    `the configuration requires ${source} ${version}, and the installed bindings describe version ${installed}: install those of version ${requiredMajor}, with npm or cdktf get`,
  );
}
