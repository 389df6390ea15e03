import { KEPT, removed, weakened, type Classification } from "../protection";

/** User pools and their clients. */
export const IDENTITY: Classification = {
  aws_cognito_resource_server: { protects: [], neutral: { wiring: ["user_pool_id"], naming: ["identifier", "scope"] } },
  aws_cognito_user_pool: {
    protects: [
      weakened("deletion_protection", "COG-02", [undefined, "INACTIVE"]),
      weakened("mfa_configuration", "COG-01", [undefined, "OFF"]),
      removed("password_policy", "COG-01"),
      weakened("password_policy.minimum_length", "COG-01", [undefined, 8]),
      weakened("password_policy.require_lowercase", "COG-01", [undefined, false]),
      weakened("password_policy.require_numbers", "COG-01", [undefined, false]),
      weakened("password_policy.require_symbols", "COG-01", [undefined, false]),
      weakened("password_policy.require_uppercase", "COG-01", [undefined, false]),
      KEPT,
    ],
    neutral: {
      sizing: ["user_pool_tier"],
      behaviour: [
        "email_configuration",
        "user_pool_tier",
        "account_recovery_setting",
        "admin_create_user_config",
        "auto_verified_attributes",
        "email_configuration",
        "software_token_mfa_configuration",
        "user_attribute_update_settings",
        "username_attributes",
        "username_configuration",
      ],
    },
  },
  aws_cognito_user_pool_client: {
    protects: [
      weakened("allowed_oauth_flows", "COG-04", [["implicit"]]),
      weakened("explicit_auth_flows", "COG-04", [["ALLOW_USER_PASSWORD_AUTH"]]),
      weakened("prevent_user_existence_errors", "COG-04", [undefined, "LEGACY"]),
      weakened("enable_token_revocation", "COG-04", [false]),
      weakened("callback_urls", "COG-04", [["http://shop.example.com/"]]),
    ],
    neutral: {
      wiring: ["user_pool_id"],
      behaviour: [
        "access_token_validity",
        "allowed_oauth_flows_user_pool_client",
        "allowed_oauth_scopes",
        "generate_secret",
        "id_token_validity",
        "logout_urls",
        "refresh_token_validity",
        "supported_identity_providers",
        "token_validity_units",
      ],
    },
  },
  aws_cognito_user_pool_domain: { protects: [], neutral: { wiring: ["user_pool_id"], naming: ["domain"] } },
};
