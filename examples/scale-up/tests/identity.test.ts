import { requirement, stagingRequirement } from "./requirement";

const POOL = { type: "aws_cognito_user_pool" } as const;
const CLIENT = { type: "aws_cognito_user_pool_client" } as const;

requirement(
  "SU-I1 has a user pool that offers a second factor and pages for single sign-on",
  (stack) => {
    expect(stack.resource(POOL.type)).toMatchObject({
      name: "scaleup",
      mfa_configuration: "OPTIONAL",
      software_token_mfa_configuration: { enabled: true },
      username_attributes: ["email"],
      auto_verified_attributes: ["email"],
      admin_create_user_config: { allow_admin_create_user_only: false },
      password_policy: { minimum_length: 12 },
      deletion_protection: "ACTIVE",
    });
    expect(stack.resource("aws_cognito_user_pool_domain")["domain"]).toBe("scaleup-123456789012");
    const groups = Object.values(stack.resources("aws_cognito_user_group")).map(({ name }) => name);
    expect(groups.sort()).toEqual(["analysts", "customers"]);
  },
  [
    { ...POOL, path: "mfa_configuration", value: "OFF" },
    { ...POOL, path: "software_token_mfa_configuration" },
    { ...POOL, path: "admin_create_user_config.allow_admin_create_user_only", value: true },
    { ...POOL, path: "password_policy.minimum_length", value: 8 },
    { ...POOL, path: "deletion_protection", value: "INACTIVE" },
    { type: "aws_cognito_user_pool_domain" },
    { type: "aws_cognito_user_group", name: "analysts" },
  ],
);

requirement(
  "SU-I1 has the function auth as a client, whose secret is in Secrets Manager",
  (stack) => {
    expect(stack.resource(CLIENT.type)).toMatchObject({
      name: "scaleup-auth",
      generate_secret: true,
      explicit_auth_flows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      prevent_user_existence_errors: "ENABLED",
      enable_token_revocation: true,
    });
    const { environment } = stack.resource("aws_lambda_function", "auth-function");
    expect(environment).toMatchObject({
      variables: { CLIENT_SECRET_ARN: expect.stringContaining("aws_secretsmanager_secret.auth-client_secret") },
    });
  },
  [
    { ...CLIENT, path: "generate_secret", value: false },
    { ...CLIENT, path: "explicit_auth_flows", value: ["ALLOW_CUSTOM_AUTH"] },
    { ...CLIENT, path: "prevent_user_existence_errors", value: "LEGACY" },
    { ...CLIENT, path: "enable_token_revocation", value: false },
    {
      type: "aws_lambda_function",
      name: "auth-function",
      path: "environment.variables.CLIENT_SECRET_ARN",
      value: "a-literal-secret",
    },
  ],
);

const COMPANY = { type: "aws_cognito_identity_provider", name: "user-pool_provider-company" } as const;
const SINGLE_SIGN_ON = { type: CLIENT.type, name: "single-sign-on-client" } as const;

stagingRequirement(
  "SU-I1 lets users of two SAML providers sign in by the hosted pages, and its API accepts their tokens",
  (stack) => {
    const providers = Object.values(stack.resources(COMPANY.type));
    expect(providers.map(({ provider_name: name, provider_type: type }) => [name, type])).toEqual([
      ["Company", "SAML"],
      ["Partner", "SAML"],
    ]);
    expect(stack.resource(COMPANY.type, COMPANY.name)).toMatchObject({
      provider_details: { MetadataURL: "https://login.example.com/metadata" },
      idp_identifiers: ["example.com"],
    });
    const client = stack.resource(SINGLE_SIGN_ON.type, SINGLE_SIGN_ON.name);
    expect(client).toMatchObject({
      allowed_oauth_flows: ["code"],
      callback_urls: ["https://staging.scaleup.example.com/"],
      supported_identity_providers: ["Company", "Partner"],
      depends_on: expect.arrayContaining([expect.stringContaining("aws_cognito_identity_provider.user-pool")]),
    });
    // The authorizer of the pool asks for this scope, and the function for the id of the client.
    expect(client["allowed_oauth_scopes"]).toContain("aws.cognito.signin.user.admin");
    expect(stack.resource("aws_lambda_function", "authorizer-function")["environment"]).toMatchObject({
      variables: { CLIENT_ID: expect.stringMatching(/auth-client.*,.*single-sign-on-client/) },
    });
  },
  [
    { ...COMPANY },
    { ...COMPANY, path: "provider_type", value: "OIDC" },
    { ...COMPANY, path: "idp_identifiers", value: [] },
    { ...SINGLE_SIGN_ON, path: "supported_identity_providers", value: ["Company"] },
    { ...SINGLE_SIGN_ON, path: "callback_urls", value: ["https://other.example.com"] },
    { ...SINGLE_SIGN_ON, path: "allowed_oauth_scopes", value: ["openid"] },
    {
      type: "aws_lambda_function",
      name: "authorizer-function",
      path: "environment.variables.CLIENT_ID",
      value: "${aws_cognito_user_pool_client.auth-client_client_1.id}",
    },
  ],
);
