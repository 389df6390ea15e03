import { requirement } from "./requirement";

const POOL = { type: "aws_cognito_user_pool" } as const;
const CLIENT = { type: "aws_cognito_user_pool_client" } as const;
const GROUP = "aws_cognito_user_group";

requirement(
  "SA-I1 visitors sign up with a verified address, and may use a second factor",
  (stack) => {
    expect(stack.resource(POOL.type)).toMatchObject({
      admin_create_user_config: { allow_admin_create_user_only: false },
      auto_verified_attributes: ["email"],
      mfa_configuration: "OPTIONAL",
      deletion_protection: "ACTIVE",
      password_policy: { minimum_length: 12 },
    });
  },
  [
    { ...POOL, path: "admin_create_user_config.allow_admin_create_user_only", value: true },
    { ...POOL, path: "auto_verified_attributes", value: [] },
    { ...POOL, path: "mfa_configuration", value: "OFF" },
    { ...POOL, path: "deletion_protection", value: "INACTIVE" },
    { ...POOL, path: "password_policy.minimum_length", value: 6 },
  ],
);

requirement(
  "SA-I1 the application signs users in by OAuth 2.0 and OpenID Connect, with a code and no secret",
  (stack) => {
    expect(stack.resource(CLIENT.type)).toMatchObject({
      allowed_oauth_flows: ["code"],
      allowed_oauth_flows_user_pool_client: true,
      allowed_oauth_scopes: ["openid", "email", "profile", "saas/use"],
      callback_urls: ["https://saas.example.com/"],
      generate_secret: false,
      explicit_auth_flows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    });
  },
  [
    { ...CLIENT, path: "allowed_oauth_flows", value: ["implicit"] },
    { ...CLIENT, path: "allowed_oauth_scopes", value: ["email"] },
    { ...CLIENT, path: "callback_urls", value: ["https://example.com/"] },
    { ...CLIENT, path: "generate_secret", value: true },
    { ...CLIENT, path: "explicit_auth_flows", value: ["ALLOW_USER_PASSWORD_AUTH"] },
  ],
);

requirement(
  "SA-I1 users are in the groups that routes admit, administrators first",
  (stack) => {
    const groups = Object.values(stack.resources(GROUP)).map(({ name, precedence }) => [name, precedence]);
    expect(Object.fromEntries(groups)).toEqual({ admin: 0, support: 1, customer: 2 });
  },
  ["admin", "support", "customer"].map((name) => ({
    type: GROUP,
    name: `group-${name}`,
    path: "precedence",
    value: 9,
  })),
);

const POOL_ROLES = { type: "aws_cognito_identity_pool_roles_attachment" } as const;
const TRUST = { type: "aws_iam_policy_document", name: "identity-pool_role-customer_trust" } as const;
const RIGHTS = { type: "aws_iam_policy_document", name: "identity-pool_role-customer_permissions" } as const;

requirement(
  "SA-I1 customers get credentials of AWS for their own documents, and guests none",
  (stack) => {
    expect(stack.resource("aws_cognito_identity_pool")).toMatchObject({
      allow_unauthenticated_identities: false,
      allow_classic_flow: false,
      cognito_identity_providers: [{ client_id: expect.stringContaining("aws_cognito_user_pool_client.site-client") }],
    });
    expect(stack.resource(GROUP, "group-customer")["role_arn"]).toContain("identity-pool_role-customer");
    expect(stack.resource(GROUP, "group-admin")["role_arn"]).toBeUndefined();
    expect(JSON.stringify(stack.resource(POOL_ROLES.type)["role_mapping"])).toContain(
      '"ambiguous_role_resolution":"Deny"',
    );
    expect(JSON.stringify(stack.statements(TRUST.name))).toContain("cognito-identity.amazonaws.com:amr");
    expect(stack.statements(RIGHTS.name)[0]).toMatchObject({
      actions: ["s3:GetObject", "s3:PutObject"],
      resources: [expect.stringMatching(/documents.*arn\}\/customers\/&\{cognito-identity\.amazonaws\.com:sub\}\/\*$/)],
    });
  },
  [
    { type: "aws_cognito_identity_pool", path: "allow_unauthenticated_identities", value: true },
    { type: GROUP, name: "group-customer", path: "role_arn" },
    { ...POOL_ROLES, path: "role_mapping", value: [] },
    { ...TRUST, path: "statement", value: [] },
    { ...RIGHTS, path: "statement.0.actions", value: ["s3:*"] },
    { ...RIGHTS, path: "statement.0.resources", value: ["*"] },
  ],
);
