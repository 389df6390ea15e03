import { type BadInput, refused } from "../bad-input";

const table = (changes: object) => ({
  aws_dynamodb_table: {
    orders: {
      name: "orders",
      billing_mode: "PAY_PER_REQUEST",
      hash_key: "id",
      attribute: [{ name: "id", type: "S" }],
      ...changes,
    },
  },
});
const index = (values: object) => ({
  attribute: [
    { name: "id", type: "S" },
    { name: "customer", type: "S" },
  ],
  global_secondary_index: [{ name: "by-customer", hash_key: "customer", projection_type: "ALL", ...values }],
});

export const TABLES: readonly BadInput[] = [
  refused(
    "pf-dynamodb-gsi-projection-nonkey",
    "aws_dynamodb_table.orders global_secondary_index[0]",
    "GSI 'by-customer' combines projection_type ALL with",
    table(index({ non_key_attributes: ["total"] })),
  ),
  refused(
    "pf-dynamodb-table-name-length",
    "aws_dynamodb_table.orders name",
    "name 'or' is shorter than 3 characters",
    table({ name: "or" }),
  ),
  refused(
    "pf-dynamodb-table-name-format",
    "aws_dynamodb_table.orders name",
    "name 'shop/orders' is rejected: DynamoDB accepts only letters",
    table({ name: "shop/orders" }),
  ),
  refused(
    "pf-dynamodb-projection-nonkey-limit",
    "aws_dynamodb_table.orders global_secondary_index[0].non_key_attributes",
    "Index 'by-customer' projects 21 non-key attributes",
    table(
      index({
        projection_type: "INCLUDE",
        non_key_attributes: Array.from({ length: 21 }, (_, number) => `a${number}`),
      }),
    ),
  ),
  refused(
    "pf-dynamodb-resource-policy-principal",
    "aws_dynamodb_resource_policy.orders policy",
    "Resource policy statement 0 has no Principal",
    {
      ...table({}),
      aws_dynamodb_resource_policy: {
        orders: {
          resource_arn: "${aws_dynamodb_table.orders.arn}",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*" }],
          }),
        },
      },
    },
  ),
  refused(
    "pf-dynamodb-kinesis-stream-region",
    "aws_dynamodb_kinesis_streaming_destination.orders stream_arn",
    "The Kinesis stream lives in 'eu-west-1' but the table deploys to",
    {
      ...table({}),
      aws_dynamodb_kinesis_streaming_destination: {
        orders: {
          table_name: "${aws_dynamodb_table.orders.name}",
          stream_arn: "arn:aws:kinesis:eu-west-1:123456789012:stream/orders",
        },
      },
    },
  ),
];
