import { type BadInput, refused } from "../bad-input";

const ACCOUNT = "us-east-1:123456789012";
const QUEUE = `arn:aws:sqs:${ACCOUNT}:orders`;
const queue = (values: object) => ({ aws_sqs_queue: { orders: { name: "orders", ...values } } });
const FIFO = { name: "orders.fifo", fifo_queue: true };

export const QUEUES: readonly BadInput[] = [
  refused(
    "pf-sqs-high-throughput-pairing",
    "aws_sqs_queue.orders fifo_throughput_limit",
    "fifo_throughput_limit is perMessageGroupId but deduplication_scope is",
    queue({ ...FIFO, deduplication_scope: "queue", fifo_throughput_limit: "perMessageGroupId" }),
  ),
  refused(
    "pf-sqs-redrive-policy",
    "aws_sqs_queue.orders redrive_policy",
    "maxReceiveCount 1001 is outside 1..1000",
    queue({ redrive_policy: JSON.stringify({ deadLetterTargetArn: `${QUEUE}-dead`, maxReceiveCount: 1001 }) }),
  ),
  refused(
    "pf-sqs-redrive-arn-region",
    "aws_sqs_queue.orders redrive_policy",
    "deadLetterTargetArn is in 'eu-west-1' but the queue deploys to",
    queue({
      redrive_policy: JSON.stringify({
        deadLetterTargetArn: "arn:aws:sqs:eu-west-1:123456789012:dead",
        maxReceiveCount: 5,
      }),
    }),
  ),
  refused(
    "pf-sqs-dlq-same-type",
    "aws_sqs_queue.orders redrive_policy",
    "a FIFO queue points at the standard dead-letter queue",
    queue({ ...FIFO, redrive_policy: JSON.stringify({ deadLetterTargetArn: `${QUEUE}-dead`, maxReceiveCount: 5 }) }),
  ),
  refused(
    "pf-sqs-redrive-allow-policy",
    "aws_sqs_queue.orders redrive_allow_policy",
    "redrivePermission byQueue has 0 sourceQueueArns (1 to 10 required)",
    queue({ redrive_allow_policy: JSON.stringify({ redrivePermission: "byQueue" }) }),
  ),
  refused(
    "E3502",
    "aws_sqs_queue.orders redrive_policy",
    "Source queue type 'FIFO' does not match destination queue type",
    {
      aws_sqs_queue: {
        dead: { name: "dead" },
        orders: { ...FIFO, redrive_policy: '{"deadLetterTargetArn":"${aws_sqs_queue.dead.arn}","maxReceiveCount":5}' },
      },
    },
  ),
];
