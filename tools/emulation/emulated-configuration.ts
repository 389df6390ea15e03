import type { TerraformJson } from "../../modules/core";
import { withProvider } from "../runner/terraform/configuration";
import { withFixtures } from "./fixtures";

/** The provider reads the account id from the emulator, so ARNs are complete and `allowed_account_ids` is checked. */
const WITH_EMULATOR = {
  access_key: "emulated",
  secret_key: "emulated",
  skip_credentials_validation: true,
  skip_metadata_api_check: "true",
  skip_region_validation: true,
  s3_use_path_style: true,
  // With the default of 25 the provider would retry unsupported calls for minutes.
  max_retries: 2,
};

/** A configuration with variables, which TerraformJson does not declare. */
type WithVariables = TerraformJson & { readonly variable?: Readonly<Record<string, object>> };

/**
 * A copy of an example's configuration that Terraform can apply to the emulator. References to fixtures replace the
 * ids of existing resources, and variables without a default get a value.
 */
export function emulatedConfiguration(module: string, config: WithVariables, providerVersion: string): TerraformJson {
  const emulated = withProvider(withFixtures(module, config), providerVersion, (provider) => ({
    ...provider,
    ...WITH_EMULATOR,
  }));
  const variables = Object.entries(config.variable ?? {}).map(([name, block]) => [
    name,
    { default: "emulated", ...block },
  ]);
  return variables.length === 0 ? emulated : Object.assign(emulated, { variable: Object.fromEntries(variables) });
}
