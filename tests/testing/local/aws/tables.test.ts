import { createTableInput } from "../../../../testing/local";

test("a table has its keys, and indexes with their projection", () => {
  const input = createTableInput("shop-orders", {
    hashKey: "pk",
    rangeKey: "sk",
    indexes: {
      byCustomer: { hashKey: "customerId", rangeKey: "placedAt" },
      byPayment: { hashKey: "paymentId", projection: "keys-only" },
    },
  });
  expect(input).toEqual({
    TableName: "shop-orders",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    AttributeDefinitions: ["pk", "sk", "customerId", "placedAt", "paymentId"].map((AttributeName) => ({
      AttributeName,
      AttributeType: "S",
    })),
    GlobalSecondaryIndexes: [
      {
        IndexName: "byCustomer",
        KeySchema: [
          { AttributeName: "customerId", KeyType: "HASH" },
          { AttributeName: "placedAt", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "ALL" },
      },
      {
        IndexName: "byPayment",
        KeySchema: [{ AttributeName: "paymentId", KeyType: "HASH" }],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ],
  });
});

test("a table without indexes has no list of them, which DynamoDB would refuse", () => {
  expect(createTableInput("shop-users", { hashKey: "userId" })).toEqual({
    TableName: "shop-users",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName: "userId", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "userId", AttributeType: "S" }],
  });
});
