import { type BadInput, refused } from "../bad-input";

const ACCOUNT = "us-east-1:123456789012";
const QUEUE = `arn:aws:sqs:${ACCOUNT}:orders`;
const FUNCTION = `arn:aws:lambda:${ACCOUNT}:function:shop`;
const rule = (values: object) => ({
  aws_cloudwatch_event_rule: {
    orders: { name: "orders", event_pattern: JSON.stringify({ source: ["shop"] }), ...values },
  },
});
const target = (values: object) => ({
  ...rule({}),
  aws_cloudwatch_event_target: {
    orders: { rule: "${aws_cloudwatch_event_rule.orders.name}", target_id: "shop", arn: FUNCTION, ...values },
  },
});
const pattern = (value: object) => rule({ event_pattern: JSON.stringify(value) });

export const EVENTS: readonly BadInput[] = [
  refused(
    "pf-events-rule-schedule-default-bus",
    "aws_cloudwatch_event_rule.orders schedule_expression",
    "A scheduled rule must live on the default bus, but event_bus_name is",
    rule({ event_pattern: null, schedule_expression: "rate(1 hour)", event_bus_name: "shop" }),
  ),
  refused(
    "pf-events-rule-cron-fields",
    "aws_cloudwatch_event_rule.orders schedule_expression",
    "cron() field 2 is '25', outside the allowed 0-23",
    rule({ event_pattern: null, schedule_expression: "cron(0 25 * * ? *)" }),
  ),
  refused(
    "pf-events-pattern-empty-array",
    "aws_cloudwatch_event_rule.orders event_pattern",
    "An event pattern holds an empty array",
    pattern({ source: [] }),
  ),
  refused(
    "pf-events-pattern-scalar-value",
    "aws_cloudwatch_event_rule.orders event_pattern",
    "event_pattern key 'source' holds a bare scalar",
    pattern({ source: "shop" }),
  ),
  refused(
    "pf-events-pattern-operator",
    "aws_cloudwatch_event_rule.orders event_pattern",
    "'startsWith' is not an event-pattern operator",
    pattern({ source: [{ startsWith: "shop" }] }),
  ),
  refused(
    "pf-events-pattern-or-exclusive",
    "aws_cloudwatch_event_rule.orders event_pattern",
    '$or is used alongside ["kind',
    pattern({ detail: { $or: [{ a: ["1"] }, { b: ["2"] }], kind: ["x"] } }),
  ),
  refused(
    "pf-events-input-path-jsonpath",
    "aws_cloudwatch_event_target.orders input_path",
    "'detail.order' is not a supported JSON path",
    target({ input_path: "detail.order" }),
  ),
  refused(
    "pf-events-input-transformer-placeholders",
    "aws_cloudwatch_event_target.orders input_transformer.input_template",
    "input_template uses <number> but input_paths does not declare it",
    target({ input_transformer: [{ input_paths: { id: "$.detail.id" }, input_template: '"order <number>"' }] }),
  ),
  refused(
    "pf-events-target-dlq",
    "aws_cloudwatch_event_target.orders dead_letter_config.arn",
    "'arn:aws:sqs:us-east-1:123456789012:orders.fifo' is a FIFO queue",
    target({ dead_letter_config: [{ arn: `${QUEUE}.fifo` }] }),
  ),
  refused(
    "pf-events-target-parameters-required",
    "aws_cloudwatch_event_target.orders ",
    "Target 'shop' is a FIFO queue, which requires",
    target({ arn: `${QUEUE}.fifo` }),
  ),
  refused(
    "pf-events-target-role-required",
    "aws_cloudwatch_event_target.orders ",
    "Target 'shop' is a states target, which EventBridge can only invoke",
    target({ arn: `arn:aws:states:${ACCOUNT}:stateMachine:shop` }),
  ),
  refused(
    "pf-events-apidestination-endpoint",
    "aws_cloudwatch_event_api_destination.shop invocation_endpoint",
    "'http://shop.example.com' is not HTTPS",
    {
      aws_cloudwatch_event_api_destination: {
        shop: {
          name: "shop",
          invocation_endpoint: "http://shop.example.com",
          http_method: "POST",
          connection_arn: `arn:aws:events:${ACCOUNT}:connection/shop/11111111-1111-1111-1111-111111111111`,
        },
      },
    },
  ),
  refused(
    "pf-events-connection-auth-parameters",
    "aws_cloudwatch_event_connection.shop auth_parameters",
    "authorization_type is API_KEY but auth_parameters has no",
    {
      aws_cloudwatch_event_connection: {
        shop: {
          name: "shop",
          authorization_type: "API_KEY",
          auth_parameters: [{ basic: [{ username: "shop", password: "secret" }] }],
        },
      },
    },
  ),
  refused(
    "pf-events-archive-source",
    "aws_cloudwatch_event_archive.shop event_source_arn",
    "The event bus is in 'eu-west-1' but the archive deploys to",
    {
      aws_cloudwatch_event_archive: {
        shop: { name: "shop", event_source_arn: "arn:aws:events:eu-west-1:123456789012:event-bus/shop" },
      },
    },
  ),
  refused(
    "E3027",
    "aws_cloudwatch_event_rule.orders schedule_expression",
    '\'hours\' is not one of ["minute", "hour", "day"]',
    rule({ event_pattern: null, schedule_expression: "rate(1 hours)" }),
  ),
  refused(
    "E3027",
    "aws_cloudwatch_event_rule.orders schedule_expression",
    '\'minutes\' is not one of ["minute", "hour", "day"]',
    rule({ event_pattern: null, schedule_expression: "rate(1 minutes)" }),
  ),
];
