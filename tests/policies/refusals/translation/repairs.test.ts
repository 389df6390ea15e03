import { templatesOf } from "../../../../policies/refusals";
import { Doubt } from "../../../../policies/refusals/doubt";
import { refusalsOf } from "../../../../policies/refusals/findings";
import { stackOf } from "../stack";

const templateOf = (resource: object) => templatesOf(stackOf("shop", resource))[0]!;
const propertiesOf = (logicalId: string, resource: object) => templateOf(resource).resources[logicalId]!.Properties;
const queue = { aws_sqs_queue: { q: { name: "q", delay_seconds: 5 } } };
const messages = (message: string) =>
  refusalsOf({ ruleId: "pf-x", source: "CUSTOM", message, entity: { logicalId: "sqsqueueq" } }, templateOf(queue), {
    isDoubtful: () => false,
  }).map(({ finding }) => finding.message);

describe("differences between the provider and CloudFormation", () => {
  test("queries of alarms return no data by default", () => {
    const metric_query = [{ id: "a", expression: "b", return_data: "true" }, { id: "b" }];
    expect(propertiesOf("cloudwatchmetricalarma", { aws_cloudwatch_metric_alarm: { a: { metric_query } } })).toEqual({
      Metrics: [
        { Id: "a", Expression: "b", ReturnData: true },
        { Id: "b", ReturnData: false },
      ],
    });
  });

  test("notifications of budgets have a list of subscribers of both kinds", () => {
    const notification = [
      {
        threshold: 80,
        notification_type: "ACTUAL",
        subscriber_email_addresses: ["a@example.com"],
        subscriber_sns_topic_arns: ["arn:aws:sns:us-east-1:123456789012:costs"],
      },
    ];
    const cost_filter = [{ name: "Service", values: ["Amazon RDS"] }];
    const resource = { aws_budgets_budget: { b: { name: "b", cost_filter, notification } } };
    expect(propertiesOf("budgetsbudgetb", resource)).toEqual({
      Budget: { BudgetName: "b", CostFilters: { Service: ["Amazon RDS"] } },
      NotificationsWithSubscribers: [
        {
          Notification: { Threshold: 80, NotificationType: "ACTUAL" },
          Subscribers: [
            { Address: "a@example.com", SubscriptionType: "EMAIL" },
            { Address: "arn:aws:sns:us-east-1:123456789012:costs", SubscriptionType: "SNS" },
          ],
        },
      ],
    });
  });

  test.each([
    ["*/*", { ResourcePath: "/*", HttpMethod: "*" }],
    ["v1/orders/GET", { ResourcePath: "/v1~1orders", HttpMethod: "GET" }],
    ["${var.path}", { ResourcePath: { Ref: "UnknownString" } }],
  ])("method settings of %s name path and method", (method_path, expected) => {
    const keys = { rest_api_id: "r", stage_name: "live" };
    const resource = {
      aws_api_gateway_stage: { s: keys },
      aws_api_gateway_method_settings: { m: { ...keys, method_path } },
    };
    expect(propertiesOf("apigatewaystages", resource)).toMatchObject({ MethodSettings: [expected] });
  });

  test("secure parameters have no type, which CloudFormation does not know", () => {
    const typeOf = (type: string) => propertiesOf("ssmparameterp", { aws_ssm_parameter: { p: { type } } });
    expect([typeOf("SecureString"), typeOf("String")]).toEqual([{}, { Type: "String" }]);
  });
});

describe("messages", () => {
  test("quote AWS's answer, and no list of names", () => {
    expect(messages('DelaySeconds is 5; CreateQueue fails with "the value is too large"')).toEqual([
      'AWS refuses this at apply: delay_seconds is 5. AWS says: "the value is too large"',
    ]);
    expect(messages('sets 0 of ["SecurityGroupIdentifier", "PrefixListIdentifier"]')).toEqual([
      'AWS refuses this at apply: sets 0 of ["SecurityGroupIdentifier", "PrefixListIdentifier"]',
    ]);
  });

  test("about a placeholder of the rules are no refusals", () => {
    expect(messages("Policy Version '__pf_absent' does not exist")).toEqual([]);
  });
});

test("a rule about zones says nothing certain about private ones", () => {
  const rules = [
    {
      id: "pf-route53-hostedzone-name-tld",
      service: "route53",
      title: "",
      severity: "ERROR",
      resourceTypes: ["AWS::Route53::HostedZone"],
      rego: "x.Name",
    },
  ];
  const doubt = new Doubt({ rules, libraries: [] });
  const isDoubtful = (values: object) => {
    return doubt.isDoubtful(templateOf({ aws_route53_zone: { z: values } }), rules[0]!.id, "route53zonez");
  };
  expect(isDoubtful({ name: "internal" })).toBe(false);
  expect(isDoubtful({ name: "internal", vpc: [{ vpc_id: "vpc-1" }] })).toBe(true);
});
