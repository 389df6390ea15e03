import type { TerraformJson } from "../../modules/core";
import { withProvider } from "../terraform/offline-configuration";
import { withSurroundings } from "./surroundings";

/** The provider reads its account from the emulator, as it would from AWS, so that ARNs are whole and `allowed_account_ids` is checked. */
const WITH_EMULATOR = {
  access_key: "emulated",
  secret_key: "emulated",
  skip_credentials_validation: true,
  skip_metadata_api_check: "true",
  skip_region_validation: true,
  s3_use_path_style: true,
  // The default of 25 would try everything that the emulator cannot do for minutes.
  max_retries: 2,
};

/** Variables of a stack, of which TerraformJson does not speak. */
type WithVariables = TerraformJson & { readonly variable?: Readonly<Record<string, object>> };

/**
 * A copy of an example's configuration that Terraform can apply to the emulator. Its resources stay as they are, except for the ids of what
 * surrounds them; variables that somebody would be asked for have a value.
 */
export function emulatedConfiguration(module: string, config: WithVariables, providerVersion: string): TerraformJson {
  const emulated = withProvider(withSurroundings(module, config), providerVersion, (provider) => ({
    ...provider,
    ...WITH_EMULATOR,
  }));
  const variables = Object.entries(config.variable ?? {}).map(([name, block]) => [
    name,
    { default: "emulated", ...block },
  ]);
  return variables.length === 0 ? emulated : Object.assign(emulated, { variable: Object.fromEntries(variables) });
}
