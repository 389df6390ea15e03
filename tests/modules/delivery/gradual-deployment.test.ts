import { InputError, ServiceRole } from "../../../modules/core";
import {
  GRADUAL_DEPLOYMENT_DEFAULTS,
  GradualDeployment,
  VERSION_SHIFTS,
  type GradualDeploymentProps,
  type VersionShift,
} from "../../../modules/delivery/deployments";
import { synthesizeStack } from "../../../testing";

const props: GradualDeploymentProps = {
  name: "shop-orders",
  function: { functionName: "shop-orders", aliasName: "live" },
  alarmNames: ["shop-orders-errors"],
};
const role = (stack: ConstructorParameters<typeof GradualDeployment>[0], id: string) =>
  new ServiceRole(stack, id, { name: id, description: "A role", service: "lambda.amazonaws.com" });

const synthesizeDeployment = (
  differences: Partial<GradualDeploymentProps> = {},
  use: (deployment: GradualDeployment) => void = () => {},
) => synthesizeStack((stack) => use(new GradualDeployment(stack, "deployment", { ...props, ...differences })));

const problemsOf = (differences: object): string[] => {
  try {
    synthesizeDeployment(differences);
  } catch (error) {
    return (error as InputError).problems.map(({ property }) => property);
  }
  return [];
};

describe("GradualDeployment", () => {
  test("sends a tenth of the requests to the new version, and all of them back on a failure or an alarm", () => {
    const stack = synthesizeDeployment();
    expect(stack.resource("aws_codedeploy_app")).toMatchObject({ name: "shop-orders", compute_platform: "Lambda" });
    expect(stack.resource("aws_codedeploy_deployment_group")).toMatchObject({
      deployment_group_name: "shop-orders",
      deployment_config_name: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
      deployment_style: { deployment_option: "WITH_TRAFFIC_CONTROL", deployment_type: "BLUE_GREEN" },
      alarm_configuration: { enabled: true, alarms: ["shop-orders-errors"] },
      auto_rollback_configuration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
      depends_on: expect.arrayContaining([expect.stringContaining("deployment_role_policy_")]) as unknown,
    });
    expect(GRADUAL_DEPLOYMENT_DEFAULTS).toEqual({ shift: "canary-10-percent-5-minutes", hooks: {} });
  });

  test.each(Object.entries(VERSION_SHIFTS))("shifts traffic %s by a predefined configuration", (shift, name) => {
    const stack = synthesizeDeployment({ shift: shift as VersionShift });
    expect(stack.resource("aws_codedeploy_deployment_group")).toMatchObject({ deployment_config_name: name });
    expect(name).toMatch(/^CodeDeployDefault\.Lambda(?:AllAtOnce|Canary|Linear)/);
  });

  test("takes the alias from Terraform, so that CodeDeploy has something to move", () => {
    const leaveAliasToCodeDeploy = jest.fn();
    synthesizeDeployment({ function: { ...props.function, leaveAliasToCodeDeploy } });
    expect(leaveAliasToCodeDeploy).toHaveBeenCalledTimes(1);
  });

  test("does not take the alias if a setting is refused", () => {
    const leaveAliasToCodeDeploy = jest.fn();
    expect(problemsOf({ function: { ...props.function, leaveAliasToCodeDeploy }, alarmNames: [] })).toEqual([
      "alarmNames",
    ]);
    expect(leaveAliasToCodeDeploy).not.toHaveBeenCalled();
  });

  test("lets CodeDeploy move the alias of one function only", () => {
    const stack = synthesizeDeployment();
    expect(stack.statements("role_trust")[0]).toMatchObject({
      principals: [{ type: "Service", identifiers: ["codedeploy.amazonaws.com"] }],
      condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] }],
    });
    expect(stack.statements("role_permissions").map(({ sid, resources }) => [sid, resources])).toEqual([
      [
        "MoveAlias",
        [
          "arn:aws:lambda:us-east-1:111122223333:function:shop-orders",
          "arn:aws:lambda:us-east-1:111122223333:function:shop-orders:*",
        ],
      ],
      ["ReadAlarms", ["arn:aws:cloudwatch:us-east-1:111122223333:alarm:*"]],
    ]);
  });

  test("invokes hooks, which may report their result", () => {
    const stack = synthesizeStack((scope) => {
      const hook = (id: string) => Object.assign(role(scope, id), { functionName: `shop-${id}` });
      const hooks = { beforeAllowTraffic: hook("before"), afterAllowTraffic: hook("after") };
      const deployment = new GradualDeployment(scope, "deployment", { ...props, hooks });
      expect(JSON.parse(deployment.appSpec("3", "$TARGET"))).toEqual({
        version: 0,
        Resources: [
          {
            function: {
              Type: "AWS::Lambda::Function",
              Properties: { Name: "shop-orders", Alias: "live", CurrentVersion: "3", TargetVersion: "$TARGET" },
            },
          },
        ],
        Hooks: [{ BeforeAllowTraffic: "shop-before" }, { AfterAllowTraffic: "shop-after" }],
      });
    });
    const lambda = "arn:aws:lambda:us-east-1:111122223333:function";
    expect(stack.statements("deployment_role_permissions")[1]).toMatchObject({
      actions: ["lambda:InvokeFunction"],
      resources: ["before", "after"].flatMap((name) => [`${lambda}:shop-${name}`, `${lambda}:shop-${name}:*`]),
    });
    for (const name of ["before", "after"]) {
      expect(stack.statements(`${name}_permissions`)).toEqual([
        expect.objectContaining({
          actions: ["codedeploy:PutLifecycleEventHookExecutionStatus"],
          resources: [expect.stringMatching(/codedeploy:us-east-1:111122223333:deploymentgroup:.*\/.*/)],
        }),
      ]);
    }
  });

  test("describes a deployment without hooks", () => {
    synthesizeDeployment({}, (deployment) => {
      expect(JSON.parse(deployment.appSpec("1", "2"))).not.toHaveProperty("Hooks");
    });
    const beforeAllowTraffic = { functionName: "shop-before", addStatement: () => {} };
    synthesizeDeployment({ hooks: { beforeAllowTraffic, afterAllowTraffic: undefined } }, (deployment) => {
      expect(JSON.parse(deployment.appSpec("1", "2"))).toMatchObject({
        Hooks: [{ BeforeAllowTraffic: "shop-before" }],
      });
    });
    const afterAllowTraffic = { functionName: "shop-after", addStatement: () => {} };
    synthesizeDeployment({ hooks: { afterAllowTraffic } }, (deployment) => {
      expect(JSON.parse(deployment.appSpec("1", "2"))).toMatchObject({ Hooks: [{ AfterAllowTraffic: "shop-after" }] });
    });
  });

  test("lets a pipeline read versions and deploy", () => {
    const stack = synthesizeStack((scope) => {
      new GradualDeployment(scope, "deployment", props).grantDeploy(role(scope, "pipeline"));
    });
    const statements = stack.statements("pipeline_permissions");
    expect(statements.flatMap(({ actions }) => actions)).toEqual([
      "codedeploy:CreateDeployment",
      "codedeploy:GetDeployment",
      "codedeploy:GetApplication",
      "codedeploy:GetApplicationRevision",
      "codedeploy:RegisterApplicationRevision",
      "codedeploy:GetDeploymentConfig",
      "lambda:GetAlias",
      "lambda:ListVersionsByFunction",
    ]);
  });

  test("counts failed and stopped deployments by a rule", () => {
    const stack = synthesizeDeployment({}, ({ signals }) => {
      expect(signals).toEqual([
        expect.objectContaining({ id: "deployment-failed", dimensions: { RuleName: "shop-orders-failed" } }),
      ]);
      expect(signals[0]!.why).toContain("the old version serves again");
    });
    expect(stack.resource("aws_cloudwatch_event_rule")).toMatchObject({ name: "shop-orders-failed" });
  });

  test.each<[string, object, string]>([
    ["a version instead of an alias", { function: { functionName: "a", aliasName: "7" } }, "function.aliasName"],
    ["$LATEST", { function: { functionName: "a", aliasName: "$LATEST" } }, "function.aliasName"],
    ["a function's ARN", { function: { functionName: "arn:aws:1", aliasName: "live" } }, "function.functionName"],
    ["a misspelt shift", { shift: "canary-10-percent-5-minute" }, "shift"],
    ["an alarm twice", { alarmNames: ["a", "a"] }, "alarmNames"],
    ["eleven alarms", { alarmNames: [..."abcdefghijk"] }, "alarmNames"],
    ["a name with blanks", { name: "a b" }, "name"],
    ["a name of 54 characters", { name: "a".repeat(54) }, "name"],
  ])("refuses %s", (_what, differences, property) => {
    expect(problemsOf(differences)).toContain(property);
  });
});
