import { type BadInput, refused } from "../bad-input";

const pool = (changes: object = {}) => ({ aws_cognito_user_pool: { customers: { name: "customers", ...changes } } });
const POOL_ID = "${aws_cognito_user_pool.customers.id}";
const poolPart = (type: string, values: object, owner: object = pool()) => ({
  ...owner,
  [type]: { shop: { user_pool_id: POOL_ID, ...values } },
});
const client = (values: object) => poolPart("aws_cognito_user_pool_client", { name: "shop", ...values });
const CODE = {
  allowed_oauth_flows_user_pool_client: true,
  allowed_oauth_flows: ["code"],
  allowed_oauth_scopes: ["openid"],
  callback_urls: ["https://shop.example.com/"],
};
const provider = (type: string, details: object, values: object = {}) =>
  poolPart("aws_cognito_identity_provider", {
    provider_name: "Partner",
    provider_type: type,
    provider_details: details,
    ...values,
  });
const OIDC = {
  client_id: "shop",
  attributes_request_method: "GET",
  oidc_issuer: "https://issuer.example.com",
  authorize_scopes: "openid",
};

export const USER_POOLS: readonly BadInput[] = [
  refused(
    "pf-cognito-mfa-sms-config",
    "aws_cognito_user_pool.customers mfa_configuration",
    "mfa_configuration 'ON' with no sms_configuration and no enabled_mfas",
    pool({ mfa_configuration: "ON" }),
  ),
  refused(
    "pf-cognito-explicit-auth-flows-legacy-mix",
    "aws_cognito_user_pool_client.shop explicit_auth_flows",
    "explicit_auth_flows mixes the legacy name 'ADMIN_NO_SRP_AUTH' with",
    client({ explicit_auth_flows: ["ADMIN_NO_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] }),
  ),
  refused(
    "pf-cognito-token-expiration-order",
    "aws_cognito_user_pool_client.shop access_token_validity",
    "Access token validity (7200 s) exceeds refresh token validity (3600",
    client({
      access_token_validity: 2,
      refresh_token_validity: 1,
      token_validity_units: [{ access_token: "hours", refresh_token: "hours" }],
    }),
  ),
  refused(
    "pf-cognito-client-credentials-exclusive",
    "aws_cognito_user_pool_client.shop allowed_oauth_flows",
    "allowed_oauth_flows combines client_credentials with 'code'",
    client({ ...CODE, generate_secret: true, allowed_oauth_flows: ["code", "client_credentials"] }),
  ),
  refused(
    "pf-cognito-client-credentials-secret",
    "aws_cognito_user_pool_client.shop ",
    "client_credentials flow on a client without a secret",
    client({
      allowed_oauth_flows_user_pool_client: true,
      allowed_oauth_flows: ["client_credentials"],
      allowed_oauth_scopes: ["shop/orders"],
    }),
  ),
  refused(
    "pf-cognito-oauth-callback-required",
    "aws_cognito_user_pool_client.shop ",
    "allowed_oauth_flows has 'code' but callback_urls is not set",
    client({ ...CODE, callback_urls: null }),
  ),
  refused(
    "pf-cognito-oauth-flows-scopes-required",
    "aws_cognito_user_pool_client.shop ",
    "allowed_oauth_flows_user_pool_client is true but allowed_oauth_scopes",
    client({ ...CODE, allowed_oauth_scopes: null }),
  ),
  refused(
    "pf-cognito-callback-url-https",
    "aws_cognito_user_pool_client.shop callback_urls",
    "callback URL 'http://shop.example.com/' uses plain http",
    client({ ...CODE, callback_urls: ["http://shop.example.com/"] }),
  ),
  refused(
    "pf-cognito-callback-url-fragment",
    "aws_cognito_user_pool_client.shop callback_urls",
    "callback URL 'https://shop.example.com/#in' has a fragment",
    client({ ...CODE, callback_urls: ["https://shop.example.com/#in"] }),
  ),
  refused(
    "pf-cognito-logout-url-https",
    "aws_cognito_user_pool_client.shop logout_urls",
    "logout URL 'http://shop.example.com/' uses plain http",
    client({ ...CODE, logout_urls: ["http://shop.example.com/"] }),
  ),
  refused(
    "pf-cognito-default-redirect-uri-member",
    "aws_cognito_user_pool_client.shop default_redirect_uri",
    "default_redirect_uri 'https://other.example.com/' is not in",
    client({ ...CODE, default_redirect_uri: "https://other.example.com/" }),
  ),
  refused(
    "pf-cognito-client-name",
    "aws_cognito_user_pool_client.shop name",
    "name 'shop/web' is rejected by the service: word characters, spaces",
    client({ name: "shop/web" }),
  ),
  refused(
    "pf-cognito-propagate-context-requires-secret",
    "aws_cognito_user_pool_client.shop enable_propagate_additional_user_context_data",
    "enable_propagate_additional_user_context_data is true on a client",
    client({ enable_propagate_additional_user_context_data: true }),
  ),
  refused(
    "pf-cognito-supported-identity-providers-exists",
    "aws_cognito_user_pool_client.shop supported_identity_providers",
    "identity provider 'Partner' is not defined for this pool",
    client({ supported_identity_providers: ["Partner"] }),
  ),
  refused(
    "pf-cognito-auto-verified-username-consistency",
    "aws_cognito_user_pool.customers auto_verified_attributes",
    "auto_verified_attributes has phone_number but the pool has no",
    pool({ auto_verified_attributes: ["phone_number"] }),
  ),
  refused(
    "pf-cognito-email-developer-requires-sourcearn",
    "aws_cognito_user_pool.customers email_configuration",
    "email_sending_account is DEVELOPER but no source_arn is set",
    pool({ email_configuration: [{ email_sending_account: "DEVELOPER" }] }),
  ),
  refused(
    "pf-cognito-email-from-format",
    "aws_cognito_user_pool.customers email_configuration.from_email_address",
    "from_email_address 'shop' is not an email address",
    pool({
      email_configuration: [
        {
          email_sending_account: "DEVELOPER",
          source_arn: "arn:aws:ses:us-east-1:123456789012:identity/example.com",
          from_email_address: "shop",
        },
      ],
    }),
  ),
  refused(
    "pf-cognito-schema-custom-required",
    "aws_cognito_user_pool.customers schema[0].required",
    "custom attribute 'tier' is marked required",
    pool({ schema: [{ name: "tier", attribute_data_type: "String", required: true }] }),
  ),
  refused(
    "pf-cognito-schema-standard-attr-datatype",
    "aws_cognito_user_pool.customers schema[0].attribute_data_type",
    "standard attribute 'email' is declared as Number, but its type is",
    pool({ schema: [{ name: "email", attribute_data_type: "Number" }] }),
  ),
  refused(
    "pf-cognito-schema-number-min-max-order",
    "aws_cognito_user_pool.customers schema[0].number_attribute_constraints",
    "attribute 'age' has min_value 10 over max_value 5",
    pool({
      schema: [
        {
          name: "age",
          attribute_data_type: "Number",
          number_attribute_constraints: [{ min_value: "10", max_value: "5" }],
        },
      ],
    }),
  ),
  refused(
    "pf-cognito-recovery-admin-only-alone",
    "aws_cognito_user_pool.customers account_recovery_setting.recovery_mechanism[0]",
    "admin_only is combined with other recovery mechanisms",
    pool({
      account_recovery_setting: [
        {
          recovery_mechanism: [
            { name: "admin_only", priority: 1 },
            { name: "verified_email", priority: 2 },
          ],
        },
      ],
    }),
  ),
  refused(
    "pf-cognito-recovery-duplicate",
    "aws_cognito_user_pool.customers account_recovery_setting.recovery_mechanism[1]",
    "Recovery mechanisms repeat a priority or name",
    pool({
      account_recovery_setting: [
        {
          recovery_mechanism: [
            { name: "verified_phone_number", priority: 1 },
            { name: "verified_email", priority: 1 },
          ],
        },
      ],
    }),
  ),
  refused(
    "pf-cognito-lambda-config-region",
    "aws_cognito_user_pool.customers lambda_config.pre_sign_up",
    "the pre_sign_up trigger is in 'eu-west-1' but the pool deploys to",
    pool({ lambda_config: [{ pre_sign_up: "arn:aws:lambda:eu-west-1:123456789012:function:shop" }] }),
  ),
  refused(
    "pf-cognito-user-attribute-update-requires-auto-verified",
    "aws_cognito_user_pool.customers user_attribute_update_settings.attributes_require_verification_before_update",
    "'email' requires verification before update but is not in",
    pool({ user_attribute_update_settings: [{ attributes_require_verification_before_update: ["email"] }] }),
  ),
  refused(
    "pf-cognito-signin-policy-webauthn-tier",
    "aws_cognito_user_pool.customers sign_in_policy.allowed_first_auth_factors",
    "first auth factor 'WEB_AUTHN' needs a paid feature tier but",
    pool({ user_pool_tier: "LITE", sign_in_policy: [{ allowed_first_auth_factors: ["PASSWORD", "WEB_AUTHN"] }] }),
  ),
  refused(
    "pf-cognito-domain-reserved-word",
    "aws_cognito_user_pool_domain.shop domain",
    "domain prefix 'aws-shop' has the reserved word 'aws' as a segment",
    poolPart("aws_cognito_user_pool_domain", { domain: "aws-shop" }),
  ),
  refused(
    "pf-cognito-custom-domain-cert-region",
    "aws_cognito_user_pool_domain.shop certificate_arn",
    "the certificate is in eu-west-1",
    poolPart("aws_cognito_user_pool_domain", {
      domain: "auth.example.com",
      certificate_arn: "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-1111-1111-1111-111111111111",
    }),
  ),
  refused(
    "pf-cognito-resource-server-identifier-charset",
    "aws_cognito_resource_server.shop identifier",
    "identifier 'the shop' has characters outside the allowed set",
    poolPart("aws_cognito_resource_server", { name: "shop", identifier: "the shop" }),
  ),
  refused(
    "pf-cognito-idp-oidc-issuer-https",
    "aws_cognito_identity_provider.shop provider_details",
    "oidc_issuer 'http://issuer.example.com' is not https",
    provider("OIDC", { ...OIDC, oidc_issuer: "http://issuer.example.com" }),
  ),
  refused(
    "pf-cognito-idp-oidc-required-keys",
    "aws_cognito_identity_provider.shop provider_details",
    "OIDC provider_details has no attributes_request_method",
    provider("OIDC", { client_id: "shop", oidc_issuer: "https://issuer.example.com" }),
  ),
  refused(
    "pf-cognito-idp-saml-metadata-required",
    "aws_cognito_identity_provider.shop provider_details",
    "provider_type is SAML but provider_details has neither MetadataURL",
    provider("SAML", { IDPSignout: "true" }),
  ),
  refused(
    "pf-cognito-idp-social-provider-name-fixed",
    "aws_cognito_identity_provider.shop provider_name",
    "provider_name 'Partner' does not match provider_type Google",
    provider("Google", { client_id: "a", client_secret: "b", authorize_scopes: "openid" }),
  ),
];
