import type { TerraformJson } from "../../modules/core";

type Provider = Readonly<Record<string, unknown>>;

/** Arguments that make the provider ask AWS who it is before it does anything else. */
const NEED_AN_ACCOUNT = [
  "allowed_account_ids",
  "forbidden_account_ids",
  "assume_role",
  "assume_role_with_web_identity",
  "profile",
];

/** Never for a real apply: without the account id the provider writes incomplete ARNs. */
const WITHOUT_ACCOUNT = {
  access_key: "offline",
  secret_key: "offline",
  skip_credentials_validation: true,
  skip_metadata_api_check: "true",
  skip_region_validation: true,
  skip_requesting_account_id: true,
};

/**
 * A copy of a stack's configuration that Terraform can plan without an account: local state, dummy credentials in every
 * provider block, and the provider version that is at hand. The resources are the same.
 */
export function offlineConfiguration(config: TerraformJson, providerVersion: string): TerraformJson {
  return withProvider(config, providerVersion, withoutAccount);
}

/** A copy with local state, the provider version that is at hand, and other arguments in every block of the AWS provider. */
export function withProvider(
  config: TerraformJson,
  providerVersion: string,
  change: (provider: Provider) => Provider,
): TerraformJson {
  const { terraform } = withBackend(config);
  const required_providers = { aws: { source: "hashicorp/aws", version: providerVersion } };
  const others = terraform["required_providers"] as Readonly<Record<string, unknown>> | undefined;
  const { aws = [], ...providers } = config.provider ?? {};
  return {
    ...config,
    terraform: { ...terraform, required_providers: { ...others, ...required_providers } },
    provider: { ...providers, aws: aws.map(change) },
  };
}

/** A copy of the configuration whose state is in another backend; without one it is a file beside the copy. */
export function withBackend(config: TerraformJson, backend?: Readonly<Record<string, unknown>>): TerraformJson {
  const { backend: _backend, cloud: _cloud, ...terraform } = config.terraform;
  return { ...config, terraform: backend ? { ...terraform, backend } : terraform };
}

function withoutAccount(provider: Provider): Provider {
  const kept = Object.entries(provider).filter(([argument]) => !NEED_AN_ACCOUNT.includes(argument));
  return { ...Object.fromEntries(kept), ...WITHOUT_ACCOUNT };
}
