import { type BadInput, refused } from "../bad-input";

const ROLE = "arn:aws:iam::123456789012:role/delivery";
const config = (values: object) => ({
  aws_codedeploy_deployment_config: { shop: { deployment_config_name: "shop", ...values } },
});
const group = (values: object, platform = "ECS") => ({
  aws_codedeploy_app: { shop: { name: "shop", compute_platform: platform } },
  aws_codedeploy_deployment_group: {
    shop: {
      app_name: "${aws_codedeploy_app.shop.name}",
      deployment_group_name: "shop",
      service_role_arn: ROLE,
      deployment_style: [{ deployment_option: "WITH_TRAFFIC_CONTROL", deployment_type: "BLUE_GREEN" }],
      ...values,
    },
  },
});
const canary = (percentage: number, interval: number) => ({
  compute_platform: "ECS",
  traffic_routing_config: [{ type: "TimeBasedCanary", time_based_canary: [{ percentage, interval }] }],
});
const blueGreen = (values: object) => ({
  blue_green_deployment_config: [
    {
      deployment_ready_option: [{ action_on_timeout: "CONTINUE_DEPLOYMENT" }],
      terminate_blue_instances_on_deployment_success: [{ action: "TERMINATE", termination_wait_time_in_minutes: 5 }],
      ...values,
    },
  ],
});

export const DEPLOYMENTS: readonly BadInput[] = [
  refused(
    "pf-codedeploy-config-traffic-routing-percentage-range",
    "aws_codedeploy_deployment_config.shop traffic_routing_config.time_based_canary.percentage",
    "time_based_canary.percentage is 100",
    config(canary(100, 5)),
  ),
  refused(
    "pf-codedeploy-config-traffic-shift-interval-max",
    "aws_codedeploy_deployment_config.shop traffic_routing_config.time_based_canary.interval",
    "interval is 3000 minutes",
    config(canary(10, 3000)),
  ),
  refused(
    "pf-codedeploy-config-lambda-requires-traffic-routing",
    "aws_codedeploy_deployment_config.shop ",
    "A Lambda deployment configuration has no traffic_routing_config",
    config({ compute_platform: "Lambda" }),
  ),
  refused(
    "pf-codedeploy-config-name-reserved-prefix",
    "aws_codedeploy_deployment_config.shop deployment_config_name",
    "deployment_config_name 'CodeDeployDefault.Shop' uses the reserved",
    config({ ...canary(10, 5), deployment_config_name: "CodeDeployDefault.Shop" }),
  ),
  refused(
    "pf-codedeploy-config-server-requires-minimum-healthy-hosts",
    "aws_codedeploy_deployment_config.shop ",
    "A Server deployment configuration has no minimum_healthy_hosts",
    config({ compute_platform: "Server" }),
  ),
  refused(
    "pf-codedeploy-dg-deployment-ready-stop-requires-wait-time",
    "aws_codedeploy_deployment_group.shop blue_green_deployment_config.deployment_ready_option",
    "deployment_ready_option.action_on_timeout is STOP_DEPLOYMENT with a",
    group(blueGreen({ deployment_ready_option: [{ action_on_timeout: "STOP_DEPLOYMENT" }] })),
  ),
  refused(
    "pf-codedeploy-dg-alarm-configuration-enabled-requires-alarms",
    "aws_codedeploy_deployment_group.shop alarm_configuration",
    "alarm_configuration.enabled is true but no alarm is listed",
    group({ alarm_configuration: [{ enabled: true }] }),
  ),
  refused(
    "pf-codedeploy-dg-autorollback-enabled-requires-events",
    "aws_codedeploy_deployment_group.shop auto_rollback_configuration",
    "auto_rollback_configuration.enabled is true but no event is listed",
    group({ auto_rollback_configuration: [{ enabled: true }] }),
  ),
  refused(
    "pf-codedeploy-dg-trigger-target-region",
    "aws_codedeploy_deployment_group.shop trigger_configuration[0].trigger_target_arn",
    "the trigger topic is in eu-west-1 but the deployment group deploys to",
    group({
      trigger_configuration: [
        {
          trigger_name: "all",
          trigger_events: ["DeploymentFailure"],
          trigger_target_arn: "arn:aws:sns:eu-west-1:123456789012:alarms",
        },
      ],
    }),
  ),
  refused(
    "pf-codedeploy-dg-deployment-config-platform-match",
    "aws_codedeploy_deployment_group.shop deployment_config_name",
    "The deployment configuration is for the Lambda compute platform but",
    group({ deployment_config_name: "CodeDeployDefault.LambdaAllAtOnce" }),
  ),
  refused(
    "pf-codedeploy-dg-ecs-services-requires-ecs-platform",
    "aws_codedeploy_deployment_group.shop ecs_service",
    "ecs_service is set on a deployment group whose application is the",
    group({ ecs_service: [{ cluster_name: "shop", service_name: "shop" }] }, "Server"),
  ),
];
