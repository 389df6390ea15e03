import type { Machine } from "../command/machine";
import { downloadProvider } from "./provider-download";
import { mirrorFolders, releasesIn, type Provider } from "./provider-mirrors";
import type { Terraform } from "../terraform/terraform";
import { isMissing, missingError } from "../command/exit-codes";
import { SUPPORTED_PROVIDERS, compareReleases, isSupportedProvider, satisfies } from "./versions";

/**
 * Finds the provider: the newest configured version in a mirror, else from the registry, else the newest supported
 * version in a mirror. A clone works on a connected laptop and on a build machine without network alike.
 *
 * @param configured - the version or constraint of the synthesized configuration.
 * @throws ToolError (missing) with everything that was tried.
 */
export async function findProvider(terraform: Terraform, configured: string, machine: Machine): Promise<Provider> {
  const offers = mirrorFolders(machine).flatMap((mirror) =>
    releasesIn(mirror, terraform.platform).map((version): Provider => ({ version, mirror })),
  );
  const matching = newest(offers.filter(({ version }) => satisfies(version, configured)));
  if (matching) return matching;
  try {
    return await downloadProvider(terraform, configured, machine);
  } catch (error) {
    if (!isMissing(error)) throw error;
    return (
      newest(offers.filter(({ version }) => isSupportedProvider(version))) ?? fail(configured, error.message, offers)
    );
  }
}

function newest(offers: readonly Provider[]): Provider | undefined {
  return offers.reduce<Provider | undefined>(
    (best, offer) => (best && compareReleases(best.version, offer.version) >= 0 ? best : offer),
    undefined,
  );
}

function fail(configured: string, reason: string, offers: readonly Provider[]): never {
  const { from, below } = SUPPORTED_PROVIDERS;
  const found = offers.map(({ version, mirror }) => `${version} in ${mirror}`).join(", ") || "none";
  throw missingError(
    [
      `no provider hashicorp/aws ${configured}, nor another one >= ${from} and < ${below}`,
      `  registry: ${reason}`,
      `  mirrors on this machine: ${found}`,
      "  connect to registry.terraform.io once, or fill a folder with `terraform providers mirror` and name it in TF_PLUGIN_MIRROR_DIR",
    ].join("\n"),
  );
}
