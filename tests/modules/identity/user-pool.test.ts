import { TerraformOutput } from "cdktf";
import { InputError, type AwsStack } from "../../../modules/core";
import { USER_POOL_DEFAULTS, UserPool, type UserPoolProps } from "../../../modules/identity";
import { synthesizeStack } from "../../../testing";

const props: UserPoolProps = {
  name: "shop-dev",
  domainPrefix: "shop-dev-111122223333",
  resourceServer: { identifier: "shop", scopes: { "orders.read": "Read orders", "orders.write": "Place orders" } },
};

const createPool = (stack: AwsStack<"us-east-1">, differences: Partial<UserPoolProps> = {}) =>
  new UserPool(stack, "user-pool", { ...props, ...differences });

const synthesizePool = (differences: Partial<UserPoolProps> = {}) =>
  synthesizeStack((stack) => createPool(stack, differences));

const pool = (differences: Partial<UserPoolProps> = {}) =>
  synthesizePool(differences).resource("aws_cognito_user_pool");

describe("UserPool", () => {
  test("signs users in by a verified e-mail address, which also recovers the account", () => {
    expect(pool()).toMatchObject({
      name: "shop-dev",
      username_attributes: ["email"],
      username_configuration: { case_sensitive: false },
      auto_verified_attributes: ["email"],
      user_attribute_update_settings: { attributes_require_verification_before_update: ["email"] },
      account_recovery_setting: { recovery_mechanism: [{ name: "verified_email", priority: 1 }] },
    });
  });

  test("requires passwords of twelve characters of all classes", () => {
    expect(pool()["password_policy"]).toEqual({
      minimum_length: 12,
      require_lowercase: true,
      require_uppercase: true,
      require_numbers: true,
      require_symbols: true,
      temporary_password_validity_days: 3,
    });
  });

  test("the form of passwords is a setting within the limits of Cognito", () => {
    const passwordPolicy = { minimumLength: 8, required: ["lowercase", "uppercase", "numbers"] } as const;
    expect(pool({ passwordPolicy })["password_policy"]).toMatchObject({
      minimum_length: 8,
      require_lowercase: true,
      require_uppercase: true,
      require_numbers: true,
      require_symbols: false,
    });
    expect(() => pool({ passwordPolicy: { minimumLength: 5 } })).toThrow(
      /passwordPolicy.minimumLength: got 5; .*6 to 99/,
    );
    const required = ["emoji" as "symbols"];
    expect(() => pool({ passwordPolicy: { required } })).toThrow(
      /passwordPolicy.required: got "emoji"; allowed: lower/,
    );
  });

  test("applies its defaults to settings that are undefined", () => {
    expect(USER_POOL_DEFAULTS).toEqual({
      signUp: "administrators",
      mfa: "required",
      secondFactors: ["app"],
      tier: "ESSENTIALS",
      deletionProtection: true,
    });
    const settings = Object.fromEntries(Object.keys(USER_POOL_DEFAULTS).map((name) => [name, undefined]));
    expect(synthesizePool(settings).config).toEqual(synthesizePool().config);
  });

  test.each([
    ["administrators", true],
    ["self-service", false],
  ] as const)("allows %s to create accounts", (signUp, adminOnly) => {
    expect(pool({ signUp })).toMatchObject({ admin_create_user_config: { allow_admin_create_user_only: adminOnly } });
  });

  test.each([
    ["optional", "OPTIONAL"],
    ["required", "ON"],
  ] as const)("has an authenticator app as %s second factor", (mfa, configuration) => {
    expect(pool({ mfa })).toMatchObject({
      mfa_configuration: configuration,
      software_token_mfa_configuration: { enabled: true },
    });
  });

  test("has no second factor when it is off", () => {
    expect(pool({ mfa: "off" })).toMatchObject({ mfa_configuration: "OFF" });
    expect(pool({ mfa: "off" })).not.toHaveProperty("software_token_mfa_configuration");
  });

  test("has the Essentials plan, or another one", () => {
    expect(pool()).toMatchObject({ user_pool_tier: "ESSENTIALS" });
    expect(pool({ tier: "PLUS" })).toMatchObject({ user_pool_tier: "PLUS" });
  });

  test("sends e-mail through SES with an identity, and through Cognito without", () => {
    const identityArn = "arn:aws:ses:us-east-1:111122223333:identity/shop.example.com";
    expect(pool()).not.toHaveProperty("email_configuration");
    expect(pool({ email: { identityArn, from: "Shop <no-reply@shop.example.com>" } })).toMatchObject({
      email_configuration: {
        email_sending_account: "DEVELOPER",
        source_arn: identityArn,
        from_email_address: "Shop <no-reply@shop.example.com>",
      },
    });
  });

  test.each([
    [true, "ACTIVE"],
    [false, "INACTIVE"],
  ])("sets deletion protection %s in Terraform and Cognito", (deletionProtection, state) => {
    expect(pool({ deletionProtection })).toMatchObject({
      deletion_protection: state,
      lifecycle: { prevent_destroy: deletionProtection },
    });
  });

  test("sets neither threat protection, which costs extra, nor a schema, which cannot be changed", () => {
    expect(pool()).not.toHaveProperty("user_pool_add_ons");
    expect(pool()).not.toHaveProperty("schema");
  });

  test("creates sign-in pages and the scopes of its API", () => {
    const stack = synthesizePool();
    expect(stack.resource("aws_cognito_user_pool_domain")).toMatchObject({ domain: "shop-dev-111122223333" });
    expect(stack.resource("aws_cognito_resource_server")).toMatchObject({
      identifier: "shop",
      name: "shop",
      scope: [
        { scope_name: "orders.read", scope_description: "Read orders" },
        { scope_name: "orders.write", scope_description: "Place orders" },
      ],
    });
  });

  test("exposes its issuer, the URL of its sign-in pages and its scopes", () => {
    const { config } = synthesizeStack((scope) => {
      const { userPoolId, userPoolArn, issuer, hostedUrl, scopeNames } = createPool(scope);
      expect(scopeNames).toEqual(["shop/orders.read", "shop/orders.write"]);
      new TerraformOutput(scope, "values", { value: [userPoolId, userPoolArn, issuer, hostedUrl] });
    });
    const id = String.raw`\$\{aws_cognito_user_pool\.user-pool_\w+`;
    expect(config.output?.["values"]?.["value"]).toEqual([
      expect.stringMatching(new RegExp(String.raw`^${id}\.id\}$`)),
      expect.stringMatching(new RegExp(String.raw`^${id}\.arn\}$`)),
      expect.stringMatching(new RegExp(String.raw`^https://cognito-idp\.us-east-1\.amazonaws\.com/${id}\.id\}$`)),
      expect.stringMatching(
        /^https:\/\/\$\{aws_cognito_user_pool_domain\.\S+\.domain\}\.auth\.us-east-1\.amazoncognito\.com$/,
      ),
    ]);
  });

  test("reports every invalid setting at once", () => {
    const invalid = () =>
      synthesizePool({
        name: "shop/dev",
        domainPrefix: "my-cognito",
        signUp: "anyone" as "self-service",
        mfa: "sometimes" as "optional",
        tier: "FREE" as "LITE",
        email: { identityArn: "shop", from: "Shop" },
        resourceServer: { identifier: "my shop", scopes: { "orders/read": "" } },
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^10 invalid settings/);
    expect(invalid).toThrow(/test\/user-pool: name: got "shop\/dev"; allowed: a user pool name/);
    expect(invalid).toThrow(
      /domainPrefix: got "my-cognito"; allowed: 1 to 63 lower-case letters.*without the words aws/,
    );
    expect(invalid).toThrow(/signUp: got "anyone"; allowed: administrators, self-service/);
    expect(invalid).toThrow(/mfa: got "sometimes"; allowed: off, optional, required/);
    expect(invalid).toThrow(/resourceServer\.identifier: got "my shop"/);
    expect(invalid).toThrow(/resourceServer\.scopes: got "orders\/read"/);
    expect(invalid).toThrow(/resourceServer\.scopes\.orders\/read: got ""; allowed: a description/);
  });

  test.each(["Shop", "-shop", "shop-", "my-aws-shop", "amazonas", "x".repeat(64), ""])(
    "refuses the domain prefix %j",
    (domainPrefix) => {
      expect(() => synthesizePool({ domainPrefix })).toThrow(/domainPrefix: got/);
    },
  );

  test.each([0, 101])("refuses %d scopes", (count) => {
    const scopes = Object.fromEntries(
      Array.from({ length: count }, (_value, index) => [`scope-${index}`, "Something"]),
    );
    expect(() => synthesizePool({ resourceServer: { identifier: "shop", scopes } })).toThrow(
      `resourceServer.scopes: got ${count}; allowed: 1 to 100 scopes`,
    );
  });

  test("has the golden addresses", () => {
    expect(synthesizePool().addresses).toMatchInlineSnapshot(`
     [
       "aws_cognito_resource_server.user-pool_resource-server_93996800",
       "aws_cognito_user_pool.user-pool_54D4728B",
       "aws_cognito_user_pool_domain.user-pool_domain_6518832D",
     ]
    `);
  });
});
