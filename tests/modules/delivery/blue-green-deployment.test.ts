import {
  BLUE_GREEN_DEPLOYMENT_DEFAULTS,
  BlueGreenDeployment,
  TRAFFIC_SHIFTS,
  type BlueGreenDeploymentProps,
  type DeploymentAccess,
  type TrafficShift,
} from "../../../modules/delivery";
import { ServiceRole, type AwsStack } from "../../../modules/core";
import { synthesizeStack } from "../../../testing";

const listener = (id: string): string =>
  `arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/shop/0a1b/${id}`;
const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const props: BlueGreenDeploymentProps = {
  name: "shop-api",
  service: {
    clusterName: "shop",
    serviceName: "shop-api",
    controller: "code-deploy",
    taskFamily: "shop-api",
    taskRoleArn: role("shop-api-task"),
    executionRoleArn: role("shop-api-execution"),
  },
  targets: {
    blueTargetGroupName: "shop-blue",
    greenTargetGroupName: "shop-green",
    listenerArn: listener("0a"),
    testListenerArn: listener("0b"),
    loadBalancerArnSuffix: "app/shop/0a1b",
  },
  alarmNames: ["shop-5xx"],
};

const synthesizeDeployment = (differences: Partial<BlueGreenDeploymentProps> = {}) =>
  synthesizeStack((stack) => new BlueGreenDeployment(stack, "deployment", { ...props, ...differences }));

describe("BlueGreenDeployment", () => {
  test("moves a tenth of the traffic, and all of it back on a failure or an alarm", () => {
    const stack = synthesizeDeployment();
    expect(stack.resource("aws_codedeploy_app")).toMatchObject({ name: "shop-api", compute_platform: "ECS" });
    expect(stack.resource("aws_codedeploy_deployment_group")).toMatchObject({
      deployment_group_name: "shop-api",
      deployment_config_name: "CodeDeployDefault.ECSCanary10Percent5Minutes",
      deployment_style: { deployment_option: "WITH_TRAFFIC_CONTROL", deployment_type: "BLUE_GREEN" },
      ecs_service: { cluster_name: "shop", service_name: "shop-api" },
      load_balancer_info: {
        target_group_pair_info: {
          target_group: [{ name: "shop-blue" }, { name: "shop-green" }],
          prod_traffic_route: { listener_arns: [listener("0a")] },
          test_traffic_route: { listener_arns: [listener("0b")] },
        },
      },
      alarm_configuration: { enabled: true, alarms: ["shop-5xx"] },
      auto_rollback_configuration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
      blue_green_deployment_config: {
        deployment_ready_option: { action_on_timeout: "CONTINUE_DEPLOYMENT" },
        terminate_blue_instances_on_deployment_success: {
          action: "TERMINATE",
          termination_wait_time_in_minutes: 15,
        },
      },
      depends_on: expect.arrayContaining([expect.stringContaining("deployment_role_policy_")]) as unknown,
    });
    expect(BLUE_GREEN_DEPLOYMENT_DEFAULTS).toEqual({
      shift: "canary-10-percent-5-minutes",
      terminationWaitMinutes: 15,
    });
  });

  test.each(Object.entries(TRAFFIC_SHIFTS))("shifts traffic %s by a predefined configuration", (shift, name) => {
    const stack = synthesizeDeployment({ shift: shift as TrafficShift, terminationWaitMinutes: 0 });
    expect(stack.resource("aws_codedeploy_deployment_group")).toMatchObject({ deployment_config_name: name });
  });

  test("lets CodeDeploy change the tasks of one service and the traffic of one load balancer", () => {
    const stack = synthesizeStack((scope) =>
      new BlueGreenDeployment(scope, "deployment", props).addStatement({
        sid: "ReadArtifacts",
        actions: ["s3:GetObject"],
        resources: ["arn:aws:s3:::artifacts/*"],
      }),
    );
    expect(stack.statements("role_trust")[0]).toMatchObject({
      principals: [{ type: "Service", identifiers: ["codedeploy.amazonaws.com"] }],
      condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] }],
    });
    const resources = stack.statements("role_permissions").map(({ sid, resources: named }) => [sid, named]);
    expect(resources).toEqual([
      [
        "ReplaceTasks",
        [
          "arn:aws:ecs:us-east-1:111122223333:service/shop/shop-api",
          "arn:aws:ecs:us-east-1:111122223333:task-set/shop/shop-api/*",
        ],
      ],
      ["ReadLoadBalancer", ["*"]],
      [
        "MoveTraffic",
        [
          listener("0a"),
          listener("0b"),
          "arn:aws:elasticloadbalancing:us-east-1:111122223333:listener-rule/app/shop/0a1b/*",
        ],
      ],
      ["ReadAlarms", ["arn:aws:cloudwatch:us-east-1:111122223333:alarm:*"]],
      ["PassRolesToTasks", [role("shop-api-execution"), role("shop-api-task")]],
      ["ReadArtifacts", ["arn:aws:s3:::artifacts/*"]],
    ]);
    expect(stack.statements("role_permissions")[4]).toMatchObject({
      condition: [{ test: "StringEquals", variable: "iam:PassedToService", values: ["ecs-tasks.amazonaws.com"] }],
    });
  });

  test("counts failed and stopped deployments by a rule", () => {
    const rule = synthesizeDeployment().resource("aws_cloudwatch_event_rule");
    expect(rule["name"]).toBe("shop-api-failed");
    expect(JSON.parse(String(rule["event_pattern"]))).toEqual({
      source: ["aws.codedeploy"],
      "detail-type": ["CodeDeploy Deployment State-change Notification"],
      detail: { state: ["FAILURE", "STOP"], application: ["shop-api"], deploymentGroup: ["shop-api"] },
    });
    synthesizeStack((stack) => {
      expect(new BlueGreenDeployment(stack, "deployment", props).signals).toEqual([
        {
          id: "deployment-failed",
          why: expect.stringContaining("failed") as string,
          namespace: "AWS/Events",
          metricName: "MatchedEvents",
          dimensions: { RuleName: "shop-api-failed" },
          statistic: "Sum",
          label: "Failed deployments",
          threshold: 1,
          comparison: "at-or-above",
          periodSeconds: 300,
          evaluationPeriods: 1,
          missingData: "notBreaching",
        },
      ]);
    });
  });

  const pipelineRole = (stack: AwsStack) =>
    new ServiceRole(stack, "pipeline", {
      name: "shop-pipeline",
      description: "Deploys",
      service: "codepipeline.amazonaws.com",
    });

  const existing = {
    applicationName: "shop-api",
    deploymentGroupName: "shop-api",
    taskFamily: "shop-api",
    taskRoleArn: role("shop-api-task"),
    executionRoleArn: role("shop-api-execution"),
  };

  test.each<[string, (stack: AwsStack) => DeploymentAccess]>([
    ["created", (stack) => new BlueGreenDeployment(stack, "deployment", props)],
    ["existing", (stack) => BlueGreenDeployment.fromAttributes(stack, "deployment", existing)],
  ])("lets a pipeline register and deploy task definitions: %s", (_, create) => {
    const stack = synthesizeStack((scope) => create(scope).grantDeploy(pipelineRole(scope)));
    const granted = stack
      .statements("pipeline_permissions")
      .map(({ sid, actions, resources }) => [sid, actions, resources]);
    const codeDeploy = "arn:aws:codedeploy:us-east-1:111122223333";
    expect(granted).toEqual([
      [
        "DeployDeployment",
        ["codedeploy:CreateDeployment", "codedeploy:GetDeployment"],
        [expect.stringMatching(/^arn:aws:codedeploy:us-east-1:111122223333:deploymentgroup:.*\/.*$/)],
      ],
      [
        "RegisterRevisionOfDeployment",
        ["codedeploy:GetApplication", "codedeploy:GetApplicationRevision", "codedeploy:RegisterApplicationRevision"],
        [expect.stringMatching(/^arn:aws:codedeploy:us-east-1:111122223333:application:.*$/)],
      ],
      ["ReadShiftOfDeployment", ["codedeploy:GetDeploymentConfig"], [`${codeDeploy}:deploymentconfig:*`]],
      [
        "RegisterTasksOfDeployment",
        ["ecs:RegisterTaskDefinition"],
        ["arn:aws:ecs:us-east-1:111122223333:task-definition/shop-api:*"],
      ],
      ["PassRolesOfDeployment", ["iam:PassRole"], [role("shop-api-execution"), role("shop-api-task")]],
    ]);
    expect(stack.statements("pipeline_permissions")[4]).toMatchObject({
      condition: [{ test: "StringEquals", variable: "iam:PassedToService", values: ["ecs-tasks.amazonaws.com"] }],
    });
  });

  test("refuses names and roles of existing deployments that do not exist", () => {
    const wrong = {
      applicationName: "shop api",
      deploymentGroupName: "",
      taskFamily: "shop-api:3",
      taskRoleArn: "shop-api-task",
      executionRoleArn: "arn:aws:iam::111122223333:user/anna",
    };
    const create = () => synthesizeStack((stack) => BlueGreenDeployment.fromAttributes(stack, "deployment", wrong));
    expect(create).toThrow(/applicationName: got "shop api"; allowed: 1 to 100 letters/);
    expect(create).toThrow(/deploymentGroupName: got ""; allowed: 1 to 100 letters/);
    expect(create).toThrow(/taskFamily: got "shop-api:3"; allowed: 1 to 255 letters/);
    expect(create).toThrow(/taskRoleArn: got "shop-api-task"/);
    expect(create).toThrow(/executionRoleArn: got "arn:aws:iam::111122223333:user\/anna"/);
  });

  test.each<[string, Partial<BlueGreenDeploymentProps>, RegExp]>([
    [
      "a service that ECS deploys",
      { service: { ...props.service, controller: "rolling" } },
      /service.controller: got "rolling"; allowed: code-deploy/,
    ],
    ["no alarm", { alarmNames: [] }, /alarmNames: got \[\]; allowed: 1 to 10 names/],
    [
      "11 alarms",
      { alarmNames: Array.from({ length: 11 }, (_, index) => `alarm-${index}`) },
      /alarmNames: .*allowed: 1 to 10 names/,
    ],
    ["one alarm twice", { alarmNames: ["a", "a"] }, /alarmNames: got/],
    ["another shift", { shift: "half" as TrafficShift }, /shift: got "half"; allowed: all-at-once/],
    ["a wait of three days", { terminationWaitMinutes: 4_320 }, /terminationWaitMinutes: got 4320/],
    ["a long name", { name: "a".repeat(60) }, /name: got .*role name/],
    ["a blank in the name", { name: "shop api" }, /name: got "shop api"/],
    [
      "a target group in place of a listener",
      { targets: { ...props.targets, testListenerArn: role("shop") } },
      /targets.testListenerArn: got/,
    ],
  ])("refuses %s", (_, differences, message) => {
    expect(() => synthesizeDeployment(differences)).toThrow(message);
  });
});
