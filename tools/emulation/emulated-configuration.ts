import type { TerraformBlock, TerraformJson } from "../../modules/core";
import { mapValues, withProvider } from "../runner/terraform/configuration";
import { withFixtures } from "./fixtures";

/** The provider reads the account id from the emulator, so ARNs are complete and `allowed_account_ids` is checked. */
const WITH_EMULATOR = {
  access_key: "emulated",
  secret_key: "emulated",
  skip_credentials_validation: true,
  skip_metadata_api_check: "true",
  skip_region_validation: true,
  s3_use_path_style: true,
  // Repeats a call whose connection breaks on a busy machine; with the default of 25 the provider would also repeat
  // unsupported calls for minutes.
  max_retries: 6,
};

/** Other arguments by resource type; undefined removes one. */
const WITH_ARGUMENTS: Readonly<Record<string, TerraformBlock>> = {
  // moto ignores it at creation, after which the provider modifies and reboots the instance: two minutes of waits.
  aws_rds_cluster_instance: { ca_cert_identifier: undefined },
  // By default the provider gives up after 3 minutes, which a busy machine can exceed.
  aws_sqs_queue: { timeouts: { create: "20m", update: "20m", delete: "20m" } },
};

/** A configuration with variables, which TerraformJson does not declare. */
type WithVariables = TerraformJson & { readonly variable?: Readonly<Record<string, object>> };

/**
 * A copy of an example's configuration that Terraform can apply to the emulator. References to fixtures replace the
 * ids of existing resources, variables without a default get a value, and resources do not wait longer than they must.
 */
export function emulatedConfiguration(module: string, config: WithVariables, providerVersion: string): TerraformJson {
  const example = withArguments(withFixtures(module, config));
  const emulated = withProvider(example, providerVersion, (provider) => ({ ...provider, ...WITH_EMULATOR }));
  const variables = Object.entries(config.variable ?? {}).map(([name, block]) => [
    name,
    { default: "emulated", ...block },
  ]);
  return variables.length === 0 ? emulated : Object.assign(emulated, { variable: Object.fromEntries(variables) });
}

function withArguments(config: TerraformJson): TerraformJson {
  // Terraform refuses an empty block `resource`.
  if (config.resource === undefined) return config;
  const resource = mapValues(config.resource, (named, type) =>
    mapValues(named, (block) => ({ ...block, ...WITH_ARGUMENTS[type] })),
  );
  return { ...config, resource };
}
