import { devRequirement, standbyRequirement, requirement } from "./requirement";

const TABLE = "aws_dynamodb_table";
const REPLICA = "aws_dynamodb_table_replica";
const NAMES = ["users", "subscriptions", "payments", "events"];

const text = (name: string) => ({ name, type: "S" });
const index = (name: string, hash_key: string, range_key?: string) => ({
  name,
  hash_key,
  ...(range_key === undefined ? {} : { range_key }),
  projection_type: "ALL",
});

const EVERY_TABLE = {
  billing_mode: "PAY_PER_REQUEST",
  deletion_protection_enabled: true,
  stream_enabled: true,
  stream_view_type: "NEW_AND_OLD_IMAGES",
  point_in_time_recovery: { enabled: true, recovery_period_in_days: 35 },
  server_side_encryption: { enabled: true, kms_key_arn: expect.stringContaining("aws_kms_key.data-key") as string },
};

requirement(
  "SA-D1 has four tables on demand, encrypted, with point-in-time recovery and the stream of replicas",
  (stack) => {
    expect(Object.keys(stack.resources(TABLE))).toHaveLength(4);
    expect(stack.resource(TABLE, "users-table")).toMatchObject({
      ...EVERY_TABLE,
      name: "saas-users",
      hash_key: "userId",
    });
    expect(stack.resource(TABLE, "subscriptions-table")).toMatchObject({
      ...EVERY_TABLE,
      name: "saas-subscriptions",
      hash_key: "customerId",
      range_key: "subscriptionId",
    });
    expect(stack.resource(TABLE, "payments-table")).toMatchObject({
      ...EVERY_TABLE,
      name: "saas-payments",
      hash_key: "subscriptionId",
      range_key: "period",
      attribute: [text("subscriptionId"), text("period")],
    });
    expect(stack.resource(TABLE, "events-table")).toMatchObject({
      ...EVERY_TABLE,
      name: "saas-events",
      hash_key: "eventId",
      ttl: { attribute_name: "expiresAt", enabled: true },
    });
  },
  [
    ...NAMES.flatMap((name) => [
      { type: TABLE, name: `${name}-table` },
      { type: TABLE, name: `${name}-table`, path: "name", value: "other" },
      { type: TABLE, name: `${name}-table`, path: "hash_key", value: "other" },
      { type: TABLE, name: `${name}-table`, path: "billing_mode", value: "PROVISIONED" },
      { type: TABLE, name: `${name}-table`, path: "stream_view_type", value: "KEYS_ONLY" },
      { type: TABLE, name: `${name}-table`, path: "deletion_protection_enabled", value: false },
      { type: TABLE, name: `${name}-table`, path: "point_in_time_recovery.enabled", value: false },
      { type: TABLE, name: `${name}-table`, path: "server_side_encryption.kms_key_arn" },
    ]),
    { type: TABLE, name: "events-table", path: "ttl.attribute_name", value: "expires" },
    { type: TABLE, name: "payments-table", path: "range_key", value: "other" },
  ],
);

requirement(
  "SA-D1 has global secondary indexes for renewals, PayPal tokens and addresses",
  (stack) => {
    expect(stack.resource(TABLE, "users-table")["global_secondary_index"]).toEqual([index("byEmail", "email")]);
    expect(stack.resource(TABLE, "subscriptions-table")["global_secondary_index"]).toEqual(
      expect.arrayContaining([index("byRenewal", "status", "renewsAt"), index("byPayPalToken", "payPalTokenId")]),
    );
  },
  [
    { type: TABLE, name: "users-table", path: "global_secondary_index", value: [] },
    { type: TABLE, name: "subscriptions-table", path: "global_secondary_index.0.hash_key", value: "other" },
    { type: TABLE, name: "subscriptions-table", path: "global_secondary_index.1.projection_type", value: "KEYS_ONLY" },
  ],
);

standbyRequirement(
  "SA-D1 has a replica of each table in us-west-2, with a key, recovery and protection of its own",
  (stack) => {
    expect(Object.keys(stack.resources(REPLICA))).toHaveLength(4);
    for (const name of NAMES) {
      expect(stack.resource(REPLICA, `${name}-table`)).toMatchObject({
        global_table_arn: `arn:aws:dynamodb:us-east-1:123456789012:table/saas-${name}`,
        kms_key_arn: expect.stringContaining("aws_kms_key.data-key"),
        point_in_time_recovery: true,
        deletion_protection_enabled: true,
      });
    }
  },
  NAMES.flatMap((name) => [
    { type: REPLICA, name: `${name}-table` },
    { type: REPLICA, name: `${name}-table`, path: "global_table_arn", value: "arn" },
    { type: REPLICA, name: `${name}-table`, path: "kms_key_arn" },
    { type: REPLICA, name: `${name}-table`, path: "point_in_time_recovery", value: false },
    { type: REPLICA, name: `${name}-table`, path: "deletion_protection_enabled", value: false },
  ]),
);

requirement(
  "SA-D1 raises an alarm when a table reaches us-west-2 late",
  (stack) => {
    const alarms = Object.values(stack.resources("aws_cloudwatch_metric_alarm"));
    const late = alarms.filter(
      (alarm) => alarm["metric_name"] === "ReplicationLatency" && alarm["namespace"] === "AWS/DynamoDB",
    );
    expect(late.map(({ dimensions }) => (dimensions as Record<string, string>)["ReceivingRegion"])).toEqual(
      NAMES.map(() => "us-west-2"),
    );
  },
  NAMES.map((name) => ({ type: "aws_cloudwatch_metric_alarm", name: `${name}-table-us-west-2-replication-latency` })),
);

const TARGET = "aws_appautoscaling_target";
const DAX = { type: "aws_dax_cluster" } as const;

devRequirement(
  "SA-D1 has provisioned tables that scale, and DAX, by setting",
  (stack) => {
    expect(stack.resource(TABLE, "payments-table")).toMatchObject({ billing_mode: "PROVISIONED", read_capacity: 5 });
    expect(stack.resource(TABLE, "subscriptions-table")["billing_mode"]).toBe("PAY_PER_REQUEST");
    expect(Object.keys(stack.resources(TARGET))).toHaveLength(4);
    for (const target of Object.values(stack.resources(TARGET)))
      expect(target).toMatchObject({ min_capacity: 5, max_capacity: 100 });
    expect(stack.resource(DAX.type)).toMatchObject({
      cluster_name: "saas-dev-dax",
      node_type: "dax.t3.small",
      replication_factor: 2,
      cluster_endpoint_encryption_type: "TLS",
      server_side_encryption: { enabled: true },
    });
  },
  [
    { type: TABLE, name: "payments-table", path: "billing_mode", value: "PAY_PER_REQUEST" },
    { type: TARGET, name: "payments-table_read", path: "max_capacity", value: 10 },
    { type: TARGET, name: "events-table_write" },
    { ...DAX },
    { ...DAX, path: "replication_factor", value: 1 },
    { ...DAX, path: "cluster_endpoint_encryption_type", value: "NONE" },
  ],
);
