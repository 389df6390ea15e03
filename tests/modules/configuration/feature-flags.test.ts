import { InputError, ServiceRole, type KeyReference } from "../../../modules/core";
import {
  FEATURE_FLAGS_DEFAULTS,
  FeatureFlags,
  ROLL_OUTS,
  type FeatureFlagsProps,
  type RollOut,
} from "../../../modules/configuration";
import { synthesizeStack } from "../../../testing";

const keyArn = "arn:aws:kms:us-east-1:111122223333:key/1";
const key: KeyReference = {
  keyArn,
  region: "us-east-1",
  grantUse: (grantee) => grantee.addStatement({ sid: "UseKey", actions: ["kms:Decrypt"], resources: [keyArn] }),
};
const alarm = (name: string, region = "us-east-1") => `arn:aws:cloudwatch:${region}:111122223333:alarm:${name}`;
const flag = { description: "Shows yearly plans", enabled: false };
const props: FeatureFlagsProps = {
  name: "shop",
  environmentName: "prod",
  profiles: { web: { "yearly-plans": flag } },
  rollbackAlarmArns: [alarm("shop-5xx")],
  key,
};

const synthesizeFlags = (differences: Partial<FeatureFlagsProps> = {}, use: (flags: FeatureFlags) => void = () => {}) =>
  synthesizeStack((stack) => use(new FeatureFlags(stack, "flags", { ...props, ...differences })));

const problemsOf = (differences: Partial<FeatureFlagsProps>): string[] => {
  try {
    synthesizeFlags(differences);
  } catch (error) {
    return (error as InputError).problems.map(({ property }) => property);
  }
  return [];
};
const problemsOfFlag = (name: string, differences: object = {}): string[] =>
  problemsOf({ profiles: { web: { [name]: { ...flag, ...differences } } } });

describe("FeatureFlags", () => {
  test("are encrypted with the customer's key in the store and in deployments", () => {
    const stack = synthesizeFlags();
    expect(stack.resource("aws_appconfig_application")).toMatchObject({ name: "shop" });
    expect(stack.resource("aws_appconfig_configuration_profile")).toMatchObject({
      name: "web",
      type: "AWS.AppConfig.FeatureFlags",
      location_uri: "hosted",
      kms_key_identifier: keyArn,
    });
    expect(stack.resource("aws_appconfig_deployment")).toMatchObject({ kms_key_identifier: keyArn });
  });

  test("are written in the form of AppConfig with the types of their attributes", () => {
    const attributes = { limit: 3, plan: "gold", trial: true };
    const stack = synthesizeFlags({
      profiles: { web: { plans: { ...flag, enabled: true, attributes }, "dark-mode": flag } },
    });
    const version = stack.resource("aws_appconfig_hosted_configuration_version");
    expect(version).toMatchObject({ content_type: "application/json" });
    expect(JSON.parse(String(version["content"]))).toEqual({
      version: "1",
      flags: {
        plans: {
          name: "plans",
          description: "Shows yearly plans",
          attributes: {
            limit: { constraints: { type: "number" } },
            plan: { constraints: { type: "string" } },
            trial: { constraints: { type: "boolean" } },
          },
        },
        "dark-mode": { name: "dark-mode", description: "Shows yearly plans" },
      },
      values: { plans: { enabled: true, limit: 3, plan: "gold", trial: true }, "dark-mode": { enabled: false } },
    });
  });

  test("ignore what AppConfig and operators change, and deploy a new version of changed definitions only", () => {
    const stack = synthesizeFlags();
    const version = stack.resource("aws_appconfig_hosted_configuration_version");
    const definition = stack.addresses.find((address) => address.startsWith("terraform_data."));
    expect(version["lifecycle"]).toEqual({
      ignore_changes: ["content"],
      replace_triggered_by: [definition],
      create_before_destroy: true,
    });
    expect(stack.resource("terraform_data")).toMatchObject({ input: version["content"] });
    const other = synthesizeFlags({ profiles: { web: { "yearly-plans": { ...flag, enabled: true } } } });
    expect(other.resource("terraform_data")["input"]).not.toBe(version["content"]);
  });

  test("deploys one profile after the other, because an environment refuses two deployments", () => {
    const stack = synthesizeFlags({ profiles: { web: { a: flag }, billing: { b: flag }, mail: { c: flag } } });
    const dependencies = ["web", "billing", "mail"].map(
      (name) => stack.resource("aws_appconfig_deployment", new RegExp(`_${name}-deployment`))["depends_on"],
    );
    expect(dependencies).toEqual([
      undefined,
      [expect.stringMatching(/aws_appconfig_deployment\.flags_web-deployment/)],
      [expect.stringMatching(/aws_appconfig_deployment\.flags_billing-deployment/)],
    ]);
    expect(stack.resource("aws_appconfig_deployment", /_mail-/)).toMatchObject({
      configuration_version: expect.stringMatching(/tostring\(.*flags_mail-version.*version_number\)/),
    });
  });

  test.each(Object.entries(ROLL_OUTS))("rolls out %s by a strategy of AppConfig", (rollOut, strategy) => {
    const stack = synthesizeFlags({ rollOut: rollOut as RollOut });
    expect(stack.resource("aws_appconfig_deployment")).toMatchObject({ deployment_strategy_id: strategy });
  });

  test("rolls out in steps by default", () => {
    expect(FEATURE_FLAGS_DEFAULTS).toEqual({ rollOut: "canary-10-percent-20-minutes" });
    expect(synthesizeFlags({ rollOut: undefined }).resource("aws_appconfig_deployment")).toMatchObject({
      deployment_strategy_id: "AppConfig.Canary10Percent20Minutes",
    });
  });

  test("rolls back on alarms, which AppConfig may read", () => {
    const stack = synthesizeFlags({ rollbackAlarmArns: [alarm("a"), alarm("b")] });
    const environment = stack.resource("aws_appconfig_environment");
    expect(environment).toMatchObject({
      name: "prod",
      monitor: [
        { alarm_arn: alarm("a"), alarm_role_arn: expect.stringContaining("flags_rollback-role") },
        { alarm_arn: alarm("b") },
      ],
      depends_on: expect.arrayContaining([expect.stringContaining("rollback-role_policy_")]) as unknown,
    });
    expect(stack.statements("rollback-role_permissions")).toEqual([
      expect.objectContaining({
        actions: ["cloudwatch:DescribeAlarms"],
        resources: ["arn:aws:cloudwatch:us-east-1:111122223333:alarm:*"],
      }),
    ]);
    expect(stack.statements("rollback-role_trust")[0]).toMatchObject({
      principals: [{ type: "Service", identifiers: ["appconfig.amazonaws.com"] }],
    });
  });

  test("needs no role without alarms", () => {
    const stack = synthesizeFlags({ rollbackAlarmArns: "none" });
    expect(stack.addresses.filter((address) => address.startsWith("aws_iam_role"))).toEqual([]);
    expect(stack.resource("aws_appconfig_environment")).not.toHaveProperty("monitor");
  });

  test("lets a role read the deployed flags of its environment, and decrypt them", () => {
    const stack = synthesizeStack((scope) => {
      const reader = new ServiceRole(scope, "reader", { name: "a", description: "A", service: "lambda.amazonaws.com" });
      new FeatureFlags(scope, "flags", { ...props, profiles: { web: { a: flag }, mail: { b: flag } } }).grantRead(
        reader,
      );
    });
    const [read, decrypt] = stack.statements("reader_permissions");
    expect(read).toMatchObject({
      actions: ["appconfig:GetLatestConfiguration", "appconfig:StartConfigurationSession"],
      resources: ["web", "mail"].map(
        (name) =>
          expect.stringMatching(
            new RegExp(
              `^arn:aws:appconfig:us-east-1:111122223333:application/.*/environment/.*environment_id.*/configuration/.*${name}-profile`,
            ),
          ) as unknown,
      ),
    });
    expect(decrypt).toMatchObject({ actions: ["kms:Decrypt"], resources: [keyArn] });
  });

  test("refuses flags and attributes whose names AppConfig refuses", () => {
    expect(problemsOfFlag("Yearly")).toEqual(["profiles.web.Yearly"]);
    expect(problemsOfFlag("1st")).toEqual(["profiles.web.1st"]);
    expect(problemsOfFlag("a".repeat(65))).toEqual([`profiles.web.${"a".repeat(65)}`]);
    expect(problemsOfFlag("a", { attributes: { enabled: true } })).toEqual(["profiles.web.a"]);
    expect(problemsOfFlag("a", { attributes: { "a b": true } })).toEqual(["profiles.web.a"]);
    expect(problemsOfFlag("a_1-b", { attributes: { maxItems: 1 } })).toEqual([]);
  });

  test("refuses texts that are too long or that Terraform would evaluate", () => {
    expect(problemsOfFlag("a", { description: "a".repeat(1025) })).toEqual(["profiles.web.a"]);
    expect(problemsOfFlag("a", { description: "costs ${price}" })).toEqual(["profiles.web.a"]);
    expect(problemsOfFlag("a", { attributes: { text: "%{ if }" } })).toEqual(["profiles.web.a"]);
    expect(problemsOfFlag("a", { description: "costs $5 {net}" })).toEqual([]);
  });

  test("refuses profiles without a name, none at all, and documents of more than 2 MB", () => {
    expect(problemsOf({ profiles: {} })).toEqual(["profiles"]);
    expect(problemsOf({ profiles: { "a b": {} } })).toEqual(["profiles"]);
    const text = "a".repeat(1000);
    const flags = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [`flag-${index}`, { ...flag, description: text }]),
    );
    expect(problemsOf({ profiles: { web: flags } })).toEqual(["profiles.web"]);
  });

  test("refuses alarms and keys of another region, six alarms and no alarm", () => {
    expect(problemsOf({ rollbackAlarmArns: [alarm("a", "us-west-2")] })).toEqual(["rollbackAlarmArns"]);
    expect(problemsOf({ rollbackAlarmArns: [] })).toEqual(["rollbackAlarmArns"]);
    expect(problemsOf({ rollbackAlarmArns: [..."abcdef"].map((name) => alarm(name)) })).toEqual(["rollbackAlarmArns"]);
    expect(problemsOf({ rollbackAlarmArns: [alarm("a"), alarm("a")] })).toEqual(["rollbackAlarmArns"]);
    expect(problemsOf({ key: { ...key, region: "us-west-2" } })).toEqual(["key.region"]);
  });

  test("refuses names beyond the limits of AppConfig and IAM, and other roll-outs", () => {
    expect(problemsOf({ name: "a b" })).toEqual(["name", "name"]);
    expect(problemsOf({ name: "a".repeat(55) })).toEqual(["name"]);
    expect(problemsOf({ environmentName: "" })).toEqual(["environmentName"]);
    expect(problemsOf({ rollOut: "fast" as RollOut })).toEqual(["rollOut"]);
  });
});
