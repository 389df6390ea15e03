import { Token } from "cdktf";
import { InputError } from "../../../modules/core";
import { Parameters, type ParametersProps } from "../../../modules/security";
import { synthesizeStack } from "../../../testing";
import { testRole } from "../../support/synth";

const props: ParametersProps = {
  path: "/shop/dev",
  values: { "database/endpoint": "db.internal", "cache/port": "6379" },
};

const synthesizeParameters = (differences: Partial<ParametersProps> = {}) =>
  synthesizeStack((stack) => new Parameters(stack, "parameters", { ...props, ...differences }));

const withKey = (key: string) => () => synthesizeParameters({ values: { [key]: "1" } });

describe("Parameters", () => {
  test("R-S2 creates one String parameter of the Standard tier per value, visible in plans", () => {
    expect(Object.values(synthesizeParameters().resources("aws_ssm_parameter"))).toMatchObject([
      { name: "/shop/dev/cache/port", type: "String", tier: "Standard", insecure_value: "6379" },
      { name: "/shop/dev/database/endpoint", type: "String", tier: "Standard", insecure_value: "db.internal" },
    ]);
  });

  test("exposes the full names by key, and refuses to compile other keys", () => {
    const stack = synthesizeStack((scope) => {
      const { path } = props;
      const first = new Parameters(scope, "first", { path, values: { "cache/port": "6379" } });
      const values = { "port-name": first.parameterNames["cache/port"] };
      new Parameters(scope, "second", { path, values });
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

  test("accepts values that are unknown until apply", () => {
    const stack = synthesizeParameters({
      values: { endpoint: Token.asString({ resolve: () => "${local.endpoint}" }) },
    });
    expect(stack.resource("aws_ssm_parameter")).toMatchObject({ insecure_value: "${local.endpoint}" });
  });

  test("accepts values of 4096 characters and refuses longer ones", () => {
    expect(() => synthesizeParameters({ values: { text: "x".repeat(4096) } })).not.toThrow();
    expect(() => synthesizeParameters({ values: { text: "x".repeat(4097) } })).toThrow(/allowed: 1 to 4096 characters/);
  });

  test("accepts names of 1011 characters in 15 levels and refuses one more of either", () => {
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
  ])("refuses the key %s, which names a secret", (key) => {
    expect(withKey(key)).toThrow(/allowed: a key that names no secret; use a secret and pass its ARN/);
  });

  test.each(["database/credentials-arn", "origin-secret-arn", "session/token-minutes", "password-min-length"])(
    "accepts the key %s, which does not name a secret",
    (key) => {
      expect(withKey(key)).not.toThrow();
    },
  );

  test("refuses keys with the same construct id", () => {
    const values = { "database/endpoint": "one", "database-endpoint": "other" };
    expect(() => synthesizeParameters({ values })).toThrow(/allowed: another id than database-endpoint/);
    expect(() => synthesizeParameters({ values })).toThrow(/allowed: another id than database\/endpoint/);
  });

  test("reports every invalid setting at once", () => {
    const invalid = () =>
      synthesizeParameters({
        path: "shop",
        values: { Endpoint: "", nested: "{{other}}" },
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/4 invalid settings/);
    expect(invalid).toThrow(/path: got "shop"; allowed: a parameter name/);
    expect(invalid).toThrow(/values.Endpoint: got "Endpoint"; allowed: a key of lower-case words/);
    expect(invalid).toThrow(/values.Endpoint: got ""; allowed: 1 to 4096 characters/);
    expect(invalid).toThrow(/values.nested: got "{{other}}"; allowed: a value without {{/);
  });

  test("refuses an empty set of values", () => {
    expect(() => synthesizeParameters({ values: {} })).toThrow(/values: got \[\]; allowed: at least one value/);
  });

  test("has the golden addresses", () => {
    expect(synthesizeParameters().addresses).toMatchInlineSnapshot(`
     [
       "aws_ssm_parameter.parameters_cache-port_F12772A7",
       "aws_ssm_parameter.parameters_database-endpoint_1563A477",
     ]
    `);
  });
});
