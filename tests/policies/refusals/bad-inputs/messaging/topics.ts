import { type BadInput, refused } from "../bad-input";

const ACCOUNT = "us-east-1:123456789012";
const QUEUE = `arn:aws:sqs:${ACCOUNT}:orders`;
const FUNCTION = `arn:aws:lambda:${ACCOUNT}:function:shop`;
const topic = (values: object = {}) => ({ aws_sns_topic: { orders: { name: "orders", ...values } } });
const subscription = (values: object, owner: object = topic()) => ({
  ...owner,
  aws_sns_topic_subscription: {
    mail: { topic_arn: "${aws_sns_topic.orders.arn}", protocol: "email", endpoint: "shop@example.com", ...values },
  },
});
const FIFO_TOPIC = topic({ name: "orders.fifo", fifo_topic: true });

export const TOPICS: readonly BadInput[] = [
  refused(
    "pf-sns-fifo-topic-protocol",
    "aws_sns_topic_subscription.mail protocol",
    "a FIFO topic is subscribed with protocol email",
    subscription({}, FIFO_TOPIC),
  ),
  refused(
    "pf-sns-raw-message-delivery",
    "aws_sns_topic_subscription.mail raw_message_delivery",
    "raw_message_delivery is true on a email subscription",
    subscription({ raw_message_delivery: true }),
  ),
  refused(
    "pf-sns-filter-policy",
    "aws_sns_topic_subscription.mail filter_policy",
    "filter_policy key 'kind' has a scalar value; each key takes an array",
    subscription({ filter_policy: JSON.stringify({ kind: "order" }) }),
  ),
  refused(
    "pf-sns-subscription-endpoint",
    "aws_sns_topic_subscription.mail endpoint",
    "endpoint 'arn:aws:lambda:us-east-1:123456789012:function:shop' does",
    subscription({ protocol: "sqs", endpoint: FUNCTION }),
  ),
  refused(
    "pf-sns-subscription-redrive",
    "aws_sns_topic_subscription.mail redrive_policy",
    "deadLetterTargetArn is in 'eu-west-1' but the subscription deploys to",
    subscription({
      redrive_policy: JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:eu-west-1:123456789012:dead" }),
    }),
  ),
  refused(
    "pf-sns-fifo-queue-on-standard-topic",
    "aws_sns_topic_subscription.mail endpoint",
    "a FIFO queue is subscribed to a standard topic",
    subscription({ protocol: "sqs", endpoint: `${QUEUE}.fifo` }),
  ),
  refused(
    "pf-sns-firehose-subscription-role",
    "aws_sns_topic_subscription.mail ",
    "protocol firehose has no subscription_role_arn",
    subscription({ protocol: "firehose", endpoint: `arn:aws:firehose:${ACCOUNT}:deliverystream/orders` }),
  ),
];
