import type { TerraformJson } from "../../../modules/core";
import { withProvider } from "./configuration";

/** Provider arguments that make it call AWS STS before anything else. */
const NEED_AN_ACCOUNT = [
  "allowed_account_ids",
  "forbidden_account_ids",
  "assume_role",
  "assume_role_with_web_identity",
  "profile",
];

/** For plans only: without the account id the provider would write incomplete ARNs. */
export const WITHOUT_ACCOUNT = {
  access_key: "offline",
  secret_key: "offline",
  // A lookup fails without an account, and 25 attempts take a minute.
  max_retries: 1,
  skip_credentials_validation: true,
  skip_metadata_api_check: "true",
  skip_region_validation: true,
  skip_requesting_account_id: true,
};

/**
 * A copy of a stack's configuration that Terraform can plan without an account: local state, dummy credentials in
 * every provider block, and the provider version that is installed. The resources are the same.
 */
export function offlineConfiguration(config: TerraformJson, providerVersion: string): TerraformJson {
  return withProvider(config, providerVersion, (provider) => {
    const offline = Object.entries(provider).filter(([argument]) => !NEED_AN_ACCOUNT.includes(argument));
    return { ...Object.fromEntries(offline), ...WITHOUT_ACCOUNT };
  });
}
