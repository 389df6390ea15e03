import { readConfiguration, readPlan } from "../../../../policies";
import { templatesOf, withPlannedValues } from "../../../../policies/refusals";

const change = (address: string, after: object, others: object = {}) => ({
  address,
  mode: "managed",
  type: address.replace(/^module\.\w+\./, "").split(".")[0],
  change: { actions: ["create"], before: null, after, after_unknown: {}, ...others },
});

/** Properties of the resources that the first template of a plan contains. */
function propertiesIn(plan: object, config?: object) {
  const planned = readPlan({ name: "shop", plan, configuration: config });
  const configured = config && readConfiguration({ name: "shop", config });
  const [template] = templatesOf(withPlannedValues(configured, planned));
  return Object.fromEntries(Object.entries(template!.resources).map(([id, { Properties }]) => [id, Properties]));
}

describe("a plan with its configuration", () => {
  const config = {
    variable: { days: {} },
    data: { aws_iam_policy_document: { p: { statement: [{ actions: ["s3:*"] }] } } },
    resource: {
      aws_sqs_queue: {
        orders: { name: "orders", message_retention_seconds: "${var.days}", kms_master_key_id: "${aws_kms_key.k.arn}" },
      },
      aws_kms_key: { k: { policy: "${data.aws_iam_policy_document.p.json}", description: "${var.secret}" } },
      aws_lb: {
        api: {
          access_logs: { bucket: "${var.logs}" },
          subnets: ["${var.subnet}"],
          subnet_mapping: [{ subnet_id: "${var.x}" }],
        },
      },
    },
  };
  const plan = {
    resource_changes: [
      change("aws_sqs_queue.orders", { name: "orders", message_retention_seconds: 60, delay_seconds: 0 }),
      change("aws_kms_key.k", { policy: "{}", description: "token" }, { after_sensitive: { description: true } }),
      change("aws_lb.api", { access_logs: [{ bucket: "logs", enabled: false }], subnets: ["subnet-1"] }),
      change("aws_sns_topic.old", { name: "old" }, { actions: ["delete"], before: { name: "old" }, after: null }),
    ],
  };

  test("has planned values where the configuration tells none", () => {
    const { sqsqueueorders, lbapi } = propertiesIn(plan, config);
    expect(sqsqueueorders).toMatchObject({ QueueName: "orders", MessageRetentionPeriod: 60 });
    expect(lbapi).toEqual({
      LoadBalancerAttributes: [{ Key: "access_logs.s3.bucket", Value: "logs" }],
      SubnetMappings: [{ SubnetId: { Ref: "UnknownString" } }],
      Subnets: ["subnet-1"],
    });
  });

  test("keeps references and documents of the configuration", () => {
    const { sqsqueueorders, kmskeyk } = propertiesIn(plan, config);
    expect(sqsqueueorders).toMatchObject({ KmsMasterKeyId: { "Fn::GetAtt": ["kmskeyk", "Arn"] } });
    expect(kmskeyk).toMatchObject({ KeyPolicy: { Statement: [{ Action: "s3:*" }] } });
  });

  test("has no value that nobody wrote, no secret, and no destroyed resource", () => {
    const properties = propertiesIn(plan, config);
    expect(properties["sqsqueueorders"]).not.toHaveProperty("DelaySeconds");
    expect(properties["kmskeyk"]).toMatchObject({ Description: { Ref: "UnknownString" } });
    expect(properties).not.toHaveProperty("snstopicold");
  });
});

describe("the provider of a module", () => {
  const templatesWith = (provider: object) => {
    const block = { address: "aws_sqs_queue.q", provider_config_key: "module.m:aws", expressions: {} };
    const plan = {
      configuration: {
        provider_config: {
          aws: { name: "aws", expressions: { region: { constant_value: "eu-west-1" } } },
          "module.m:aws": { name: "aws", module_address: "module.m", ...provider },
        },
        root_module: { module_calls: { m: { module: { resources: [block] } } } },
      },
      resource_changes: [change("module.m.aws_sqs_queue.q", { name: "q" })],
    };
    return templatesOf(withPlannedValues(undefined, readPlan({ name: "shop", plan })));
  };

  test("is that of the root, unless the module declares one of its own, which is not seen", () => {
    expect(templatesWith({})).toMatchObject([{ unseen: [], resources: { modulemawssqsqueueq: {} } }]);
    expect(templatesWith({ expressions: { region: { constant_value: "us-west-2" } } })).toMatchObject([
      { unseen: ["module.m.aws_sqs_queue.q"], resources: {} },
    ]);
  });

  test("plans an empty text for a reference to null, which is no value", () => {
    const plan = {
      configuration: {
        root_module: {
          resources: [{ address: "aws_sns_topic.t", expressions: { kms_master_key_id: { references: ["var.key"] } } }],
        },
      },
      resource_changes: [change("aws_sns_topic.t", { kms_master_key_id: "" })],
    };
    const [template] = templatesOf(withPlannedValues(undefined, readPlan({ name: "shop", plan })));
    expect(Object.values(template!.resources)[0]).toMatchObject({ Type: "AWS::SNS::Topic", Properties: {} });
    expect(JSON.stringify(template!.resources)).not.toContain("KmsMasterKeyId");
  });
});

describe("a plan of modules and repeated resources", () => {
  const expressions = {
    name: { references: ["each.key"] },
    fifo_queue: { constant_value: false },
    tags: { references: ["var.tags"] },
    redrive_policy: { references: ["aws_sqs_queue.dead.arn", "aws_sqs_queue.dead"] },
  };
  const module = {
    resources: [
      { address: "aws_sqs_queue.orders", expressions },
      {
        address: "aws_lb_target_group.g",
        expressions: { health_check: [{ timeout: { constant_value: 0 } }], name: { constant_value: "g" } },
      },
    ],
  };
  const plan = {
    configuration: { root_module: { module_calls: { shop: { module } } } },
    resource_changes: [
      change('module.shop.aws_sqs_queue.orders["eu"]', {
        name: "eu",
        fifo_queue: false,
        delay_seconds: 0,
        policy: "",
        sqs_managed_sse_enabled: false,
        message_retention_seconds: 345600,
        tags: { team: "" },
      }),
      change('module.shop.aws_sqs_queue.orders["us"]', { name: "us" }),
      change("module.shop.aws_lb_target_group.g", {
        name: "g",
        stickiness: [{ type: "lb_cookie", cookie_duration: 0, enabled: true }],
        health_check: [
          { timeout: 0, matcher: "" },
          { timeout: 0, matcher: "" },
        ],
        target_health_state: [],
      }),
      change("aws_sns_topic.plain", { name: "plain", display_name: "" }),
    ],
  };

  test("has every instance, with the values that were written", () => {
    const { moduleshopawssqsqueueorderseu: eu, moduleshopawssqsqueueordersus: us } = propertiesIn(plan);
    expect(eu).toEqual({
      QueueName: "eu",
      FifoQueue: false,
      MessageRetentionPeriod: 345600,
      Tags: [{ Key: "team", Value: "" }],
    });
    expect(us).toEqual({ QueueName: "us" });
  });

  test("has no zero values of the provider, also in blocks that a dynamic block wrote", () => {
    expect(propertiesIn(plan)["moduleshopawslbtargetgroupg"]).toEqual({
      Name: "g",
      HealthCheckTimeoutSeconds: 0,
      TargetGroupAttributes: [
        { Key: "stickiness.type", Value: "lb_cookie" },
        { Key: "stickiness.enabled", Value: "true" },
      ],
    });
  });

  test("has all planned values if the plan does not tell which were written", () => {
    expect(propertiesIn(plan)["snstopicplain"]).toEqual({ TopicName: "plain", DisplayName: "" });
  });
});
