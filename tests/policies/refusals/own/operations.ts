import { own, type OwnCase } from "./own-case";

const ROLE = "arn:aws:iam::123456789012:role/shop";
const LISTENER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/api/1/2";
const aclRule = (changes: object) => ({
  aws_network_acl_rule: {
    web: {
      network_acl_id: "acl-0a",
      rule_number: 100,
      protocol: "tcp",
      rule_action: "allow",
      cidr_block: "10.0.0.0/16",
      from_port: 80,
      to_port: 81,
      ...changes,
    },
  },
});
/** A network ACL with a rule of its own; Terraform wants every argument of such a rule in JSON. */
const acl = (changes: object) => {
  const unset = { icmp_code: null, icmp_type: null, ipv6_cidr_block: null };
  const rule = { rule_no: 1, protocol: "tcp", action: "allow", cidr_block: "10.0.0.0/16", from_port: 80, to_port: 80 };
  return { aws_network_acl: { web: { vpc_id: "vpc-0a", ingress: [{ ...unset, ...rule, ...changes }] } } };
};
const deployment = (platform: string, changes: object) => ({
  aws_codedeploy_app: { api: { name: "api", compute_platform: platform } },
  aws_codedeploy_deployment_group: {
    api: {
      app_name: "${aws_codedeploy_app.api.name}",
      deployment_group_name: "api",
      service_role_arn: ROLE,
      deployment_style: { deployment_type: "BLUE_GREEN", deployment_option: "WITH_TRAFFIC_CONTROL" },
      ...changes,
    },
  },
});
const tasks = (changes: object, name = "ECSAllAtOnce") =>
  deployment("ECS", {
    deployment_config_name: `CodeDeployDefault.${name}`,
    ecs_service: { cluster_name: "shop", service_name: "api" },
    blue_green_deployment_config: {
      deployment_ready_option: { action_on_timeout: "CONTINUE_DEPLOYMENT" },
      terminate_blue_instances_on_deployment_success: { action: "TERMINATE", termination_wait_time_in_minutes: 15 },
    },
    load_balancer_info: {
      target_group_pair_info: {
        prod_traffic_route: { listener_arns: [LISTENER] },
        target_group: [{ name: "blue" }, { name: "green" }],
        ...changes,
      },
    },
  });
const lambda = (name: string) => deployment("Lambda", { deployment_config_name: `CodeDeployDefault.${name}` });
const KEYS = { ApplicationName: "api", DeploymentGroupName: "api", TaskDefinitionTemplateArtifact: "code" };
const pipeline = (configuration: object) => ({
  aws_codepipeline: {
    api: {
      name: "api",
      role_arn: ROLE,
      pipeline_type: "V2",
      artifact_store: [{ location: "shop-artifacts", type: "S3" }],
      stage: [
        {
          name: "Source",
          action: [
            {
              name: "Code",
              category: "Source",
              owner: "AWS",
              provider: "S3",
              version: "1",
              output_artifacts: ["code"],
              configuration: { S3Bucket: "shop-code", S3ObjectKey: "code.zip" },
            },
          ],
        },
        {
          name: "Deploy",
          action: [
            {
              name: "Tasks",
              category: "Deploy",
              owner: "AWS",
              provider: "CodeDeployToECS",
              version: "1",
              input_artifacts: ["code"],
              configuration,
            },
          ],
        },
      ],
    },
  },
});
const composite = (alarm_rule: string) => ({
  aws_cloudwatch_composite_alarm: { shop: { alarm_name: "shop", alarm_rule } },
});
const trail = (cloud_watch_logs_group_arn: string) => ({
  aws_cloudwatch_log_group: { trail: { name: "trail" } },
  aws_cloudtrail: {
    all: { name: "all", s3_bucket_name: "trail", cloud_watch_logs_role_arn: ROLE, cloud_watch_logs_group_arn },
  },
});
const LOG_GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:trail";
const topic = (name: string): string => `arn:aws:sns:us-east-1:123456789012:${name}`;
const budget = (changes: object, subscribers: object = { subscriber_sns_topic_arns: [topic("costs")] }) => ({
  aws_budgets_budget: {
    shop: {
      name: "shop",
      budget_type: "COST",
      limit_amount: "100.0",
      limit_unit: "USD",
      time_unit: "MONTHLY",
      notification: [
        {
          comparison_operator: "GREATER_THAN",
          threshold: 80,
          threshold_type: "PERCENTAGE",
          notification_type: "ACTUAL",
          ...subscribers,
        },
      ],
      ...changes,
    },
  },
});
const crawler = (policy: object, recrawl_behavior = "CRAWL_NEW_FOLDERS_ONLY") => ({
  aws_glue_crawler: {
    orders: {
      name: "orders",
      database_name: "shop",
      role: ROLE,
      s3_target: [{ path: "s3://shop-lake/orders" }],
      recrawl_policy: { recrawl_behavior },
      schema_change_policy: policy,
    },
  },
});
const response = (response_type: string) => ({
  aws_api_gateway_gateway_response: { denied: { rest_api_id: "abc123", response_type } },
});

export const OWN_NETWORK: readonly OwnCase[] = [
  ...own(
    "ec2-acl-rule-number",
    "aws_network_acl_rule.web rule_number",
    ["rule_number must be 1 to 32766, got 32767", aclRule({ rule_number: 32_767 }), aclRule({ rule_number: 32_766 })],
    ["rule_number must be 1 to 32766, got 0", aclRule({ rule_number: 0 }), aclRule({ rule_number: 1 })],
  ),
  ...own("ec2-acl-rule-number", "aws_network_acl.web ingress[0].rule_no", [
    "rule_no must be 1 to 32766, got 40000",
    acl({ rule_no: 40_000 }),
    acl({}),
  ]).map((one) => ({ ...one, isRejected: true })),
  ...own("ec2-acl-port-order", "aws_network_acl_rule.web from_port", [
    "from_port is 90, above to_port 81",
    aclRule({ from_port: 90 }),
    aclRule({ from_port: 81 }),
  ]),
  ...own("ec2-acl-port-order", "aws_network_acl.web ingress[0].from_port", [
    "from_port is 90, above to_port 80",
    acl({ from_port: 90 }),
    acl({}),
  ]),
];

export const OWN_DELIVERY: readonly OwnCase[] = [
  ...own(
    "codedeploy-configuration-name",
    "aws_codedeploy_deployment_group.api deployment_config_name",
    [
      "must be a configuration that exists",
      tasks({}, "ECSCanary20Percent5Minutes"),
      tasks({}, "ECSCanary10Percent5Minutes"),
    ],
    [
      "must be a configuration",
      lambda("LambdaLinear10PercentEvery1Minutes"),
      lambda("LambdaLinear10PercentEvery1Minute"),
    ],
  ),
  ...own(
    "codedeploy-target-group-pair",
    "aws_codedeploy_deployment_group.api load_balancer_info.target_group_pair_info.target_group",
    ["must be two target groups, got 1", tasks({ target_group: [{ name: "blue" }] }), tasks({})],
  ),
  ...own(
    "codedeploy-traffic-route",
    "aws_codedeploy_deployment_group.api load_balancer_info.target_group_pair_info.prod_traffic_route.listener_arns",
    [
      "must be one listener, got 2",
      tasks({ prod_traffic_route: { listener_arns: [LISTENER, `${LISTENER}3`] } }),
      tasks({ prod_traffic_route: { listener_arns: [LISTENER] } }),
    ],
  ),
  ...own("codepipeline-ecs-keys", "aws_codepipeline.api stage[1].action[0].configuration", [
    "configuration must have AppSpecTemplateArtifact",
    pipeline(KEYS),
    pipeline({ ...KEYS, AppSpecTemplateArtifact: "code" }),
  ]),
];

export const OWN_OBSERVABILITY: readonly OwnCase[] = [
  ...own(
    "cloudwatch-composite-rule",
    "aws_cloudwatch_composite_alarm.shop alarm_rule",
    ["has a parenthesis that is not closed", composite("ALARM(nope"), composite("ALARM(nope)")],
    ["needs ALARM, OK or INSUFFICIENT_DATA after AND", composite('ALARM("a") AND'), composite('ALARM("a") AND OK(b)')],
    ["has FOO where AND or OR must be", composite("OK(a) FOO OK(b)"), composite("OK(a) OR NOT (OK(b) AND TRUE)")],
    ["needs the name of an alarm", composite("ALARM()"), composite('ALARM("a b")')],
    ["has a quotation mark without its pair", composite('ALARM("a)'), composite('ALARM("(a")')],
    ["needs the name of an alarm", composite("(ALARM(a) OR OK"), composite("(ALARM(a) OR OK(a))")],
  ),
  ...own(
    "cloudtrail-log-group",
    "aws_cloudtrail.all cloud_watch_logs_group_arn",
    ["must end with :*", trail(LOG_GROUP), trail(`${LOG_GROUP}:*`)],
    [
      "must end with :*",
      trail("${aws_cloudwatch_log_group.trail.arn}"),
      trail("${aws_cloudwatch_log_group.trail.arn}:*"),
    ],
  ),
  ...own("budgets-limit-amount", "aws_budgets_budget.shop limit_amount", [
    'limit_amount must be a number, got "abc"',
    budget({ limit_amount: "abc" }),
    budget({ limit_amount: "0.5" }),
  ]),
  ...own("budgets-name", "aws_budgets_budget.shop name", [
    "name must not contain :",
    budget({ name: "shop:costs" }),
    budget({ name: "shop/costs" }),
  ]),
  ...own("budgets-subscribers", "aws_budgets_budget.shop notification[0].subscriber_email_addresses", [
    "must be set, or a topic",
    budget({}, {}),
    budget({}, { subscriber_email_addresses: ["costs@example.com"] }),
  ]),
  ...own("budgets-subscribers", "aws_budgets_budget.shop notification[0].subscriber_sns_topic_arns", [
    "must be at most one topic, got 2",
    budget({}, { subscriber_sns_topic_arns: [topic("a"), topic("b")] }),
    budget({}),
  ]),
];

const job = (glue_version: string) => ({
  aws_glue_job: {
    orders: {
      name: "orders",
      role_arn: "arn:aws:iam::123456789012:role/glue",
      glue_version,
      worker_type: "G.1X",
      number_of_workers: 2,
      command: [{ script_location: "s3://scripts/job.py" }],
    },
  },
});

export const OWN_ANALYTICS: readonly OwnCase[] = [
  ...own("glue-job-version", "aws_glue_job.orders glue_version", [
    "must be a version of Glue (list of ",
    job("9.9"),
    job("5.0"),
  ]),
  ...own(
    "glue-crawler-new-folders",
    "aws_glue_crawler.orders schema_change_policy.update_behavior",
    [
      "update_behavior must be LOG with CRAWL_NEW_FOLDERS_ONLY",
      crawler({ update_behavior: "UPDATE_IN_DATABASE", delete_behavior: "LOG" }),
      crawler({ update_behavior: "LOG", delete_behavior: "LOG" }),
    ],
    [
      "must be set to LOG",
      crawler({ delete_behavior: "LOG" }),
      crawler({ delete_behavior: "LOG" }, "CRAWL_EVERYTHING"),
    ],
  ),
];

export const OWN_API: readonly OwnCase[] = [
  ...own("apigateway-response-type", "aws_api_gateway_gateway_response.denied response_type", [
    "must be a response that API Gateway gives",
    response("NOPE"),
    response("ACCESS_DENIED"),
  ]),
];
