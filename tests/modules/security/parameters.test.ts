import { Token } from "cdktf";
import { InputError } from "../../../modules/core";
import { Parameters, type ParametersProps } from "../../../modules/security";
import { synthesizeStack } from "../../../testing";
import { testRole } from "../../support/synth";

const props: ParametersProps = {
  path: "/shop/dev",
  account: "111122223333",
  region: "us-east-1",
  values: { "database/endpoint": "db.internal", "cache/port": "6379" },
};

const synthesizeParameters = (differences: Partial<ParametersProps> = {}) =>
  synthesizeStack((stack) => new Parameters(stack, "parameters", { ...props, ...differences }));

const withKey = (key: string) => () => synthesizeParameters({ values: { [key]: "1" } });

describe("Parameters", () => {
  test("R-S2 makes one plain parameter of the standard tier per value, which plans show", () => {
    expect(Object.values(synthesizeParameters().resources("aws_ssm_parameter"))).toMatchObject([
      { name: "/shop/dev/cache/port", type: "String", tier: "Standard", insecure_value: "6379" },
      { name: "/shop/dev/database/endpoint", type: "String", tier: "Standard", insecure_value: "db.internal" },
    ]);
  });

  test("gives the full names by key, typed by the keys", () => {
    const stack = synthesizeStack((scope) => {
      const { path, account, region } = props;
      const first = new Parameters(scope, "first", { path, account, region, values: { "cache/port": "6379" } });
      const values = { "port-name": first.parameterNames["cache/port"] };
      new Parameters(scope, "second", { path, account, region, values });
      // @ts-expect-error there is no such key
      expect(first.parameterNames["cache/prot"]).toBeUndefined();
    });
    expect(stack.resource("aws_ssm_parameter", "second")).toMatchObject({
      insecure_value: expect.stringMatching(/^\$\{aws_ssm_parameter\.first_cache-port_\w+\.name\}$/),
    });
  });

  test("R-S2 grants reading below its path and nothing else", () => {
    const stack = synthesizeStack((scope) => new Parameters(scope, "parameters", props).grantRead(testRole(scope)));
    expect(stack.statements("role_permissions")).toEqual([
      {
        sid: "ReadParameters",
        effect: "Allow",
        actions: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
        resources: [
          "arn:aws:ssm:us-east-1:111122223333:parameter/shop/dev",
          "arn:aws:ssm:us-east-1:111122223333:parameter/shop/dev/*",
        ],
      },
    ]);
  });

  test("takes values that only Terraform will know", () => {
    const stack = synthesizeParameters({
      values: { endpoint: Token.asString({ resolve: () => "${local.endpoint}" }) },
    });
    expect(stack.resource("aws_ssm_parameter")).toMatchObject({ insecure_value: "${local.endpoint}" });
  });

  test("takes a value of 4096 characters and refuses one more", () => {
    expect(() => synthesizeParameters({ values: { text: "x".repeat(4096) } })).not.toThrow();
    expect(() => synthesizeParameters({ values: { text: "x".repeat(4097) } })).toThrow(/allowed: 1 to 4096 characters/);
  });

  test("takes a name of 1011 characters in 15 levels and refuses one more of either", () => {
    const room = 1011 - "/shop/dev/".length;
    const levels = (count: number): string => Array.from({ length: count }, () => "a").join("/");
    expect(withKey("k".repeat(room))).not.toThrow();
    expect(withKey("k".repeat(room + 1))).toThrow(/allowed: at most 1011 characters in 15 levels, path included/);
    expect(withKey(levels(13))).not.toThrow();
    expect(withKey(levels(14))).toThrow(/allowed: at most 1011 characters in 15 levels, path included/);
  });

  test.each([
    "database/password",
    "passwd",
    "origin-secret",
    "session/token",
    "database/credentials",
    "mail/api-key",
    "private-key",
    "secret-value",
  ])("refuses %s, which asks for a secret", (key) => {
    expect(withKey(key)).toThrow(/allowed: a key that asks for no secret; use a secret and pass its ARN/);
  });

  test.each(["database/credentials-arn", "origin-secret-arn", "session/token-minutes", "password-min-length"])(
    "takes %s, which only speaks of a secret",
    (key) => {
      expect(withKey(key)).not.toThrow();
    },
  );

  test("refuses keys that would share a construct id", () => {
    const values = { "database/endpoint": "one", "database-endpoint": "other" };
    expect(() => synthesizeParameters({ values })).toThrow(/allowed: another id than database-endpoint/);
    expect(() => synthesizeParameters({ values })).toThrow(/allowed: another id than database\/endpoint/);
  });

  test("names every invalid setting at once", () => {
    const invalid = () =>
      synthesizeParameters({
        path: "shop",
        account: "123",
        region: "mars-north-1" as "us-east-1",
        values: { Endpoint: "", nested: "{{other}}" },
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/6 invalid settings/);
    expect(invalid).toThrow(/test\/parameters: account: got "123"/);
    expect(invalid).toThrow(/region: got "mars-north-1"/);
    expect(invalid).toThrow(/path: got "shop"; allowed: a parameter name/);
    expect(invalid).toThrow(/values.Endpoint: got "Endpoint"; allowed: a key of lower-case words/);
    expect(invalid).toThrow(/values.Endpoint: got ""; allowed: 1 to 4096 characters/);
    expect(invalid).toThrow(/values.nested: got "{{other}}"; allowed: a value without {{/);
  });

  test("refuses to be empty", () => {
    expect(() => synthesizeParameters({ values: {} })).toThrow(/values: got {}; allowed: at least one value/);
  });

  test("has these addresses", () => {
    expect(synthesizeParameters().addresses).toMatchInlineSnapshot(`
     [
       "aws_ssm_parameter.parameters_cache-port_F12772A7",
       "aws_ssm_parameter.parameters_database-endpoint_1563A477",
     ]
    `);
  });
});
