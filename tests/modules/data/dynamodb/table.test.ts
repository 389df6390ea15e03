import { TerraformVariable } from "cdktf";
import { InputError, type AwsStack, type KeyReference } from "../../../../modules/core/index";
import { Table, capacityThreshold, type TableProps } from "../../../../modules/data/dynamodb";
import { synthesizeStack } from "../../../../testing/index";
import { testRole } from "../../../support/synth";

type Stack = AwsStack<"us-east-1">;

const KEY_ARN = "arn:aws:kms:us-east-1:111122223333:key/data";
const key: KeyReference<"us-east-1"> = { keyArn: KEY_ARN, region: "us-east-1", grantUse: () => {} };
const text = (name: string) => ({ name, type: "string" }) as const;
const number = (name: string) => ({ name, type: "number" }) as const;
const props: TableProps = { name: "shop-orders", partitionKey: text("orderId"), key, backup: "hourly" };
const range = { minUnits: 5, maxUnits: 100 };
const provisioned = { billing: "provisioned", read: range, write: { ...range, targetPercent: 50 } } as const;

const synthesizeTable = (differences: Partial<TableProps> = {}, use: (table: Table, stack: Stack) => void = () => {}) =>
  synthesizeStack((stack: Stack) => use(new Table(stack, "orders", { ...props, ...differences }), stack));

const table = (differences: Partial<TableProps> = {}) => synthesizeTable(differences).resource("aws_dynamodb_table");

const grantedBy = (grant: (table: Table, stack: Stack) => void, differences: Partial<TableProps> = {}) =>
  synthesizeTable(differences, grant).statements("role_permissions");

describe("Table", () => {
  test("the table is on demand, encrypted, recoverable for 35 days and protected from deletion", () => {
    expect(table()).toMatchObject({
      name: "shop-orders",
      billing_mode: "PAY_PER_REQUEST",
      hash_key: "orderId",
      attribute: [{ name: "orderId", type: "S" }],
      server_side_encryption: { enabled: true, kms_key_arn: KEY_ARN },
      point_in_time_recovery: { enabled: true, recovery_period_in_days: 35 },
      table_class: "STANDARD",
      deletion_protection_enabled: true,
      tags: { backup: "hourly" },
      lifecycle: { prevent_destroy: true },
    });
    for (const argument of ["range_key", "ttl", "stream_enabled", "on_demand_throughput", "read_capacity"]) {
      expect(table()).not.toHaveProperty(argument);
    }
    expect(synthesizeTable().resources("aws_appautoscaling_target")).toEqual({});
  });

  test("attributes are those of all keys, each once", () => {
    const indexes = {
      globalIndexes: {
        "by-customer": { partitionKey: text("customerId"), sortKey: number("createdAt"), projection: ["total"] },
        "by-status": { partitionKey: text("status"), projection: "keys-only" },
      },
      localIndexes: { "by-amount": { sortKey: number("total") } },
    } as const;
    expect(table({ ...indexes, sortKey: number("createdAt") })).toMatchObject({
      range_key: "createdAt",
      attribute: [
        { name: "orderId", type: "S" },
        { name: "createdAt", type: "N" },
        { name: "customerId", type: "S" },
        { name: "status", type: "S" },
        { name: "total", type: "N" },
      ],
      global_secondary_index: [
        {
          name: "by-customer",
          hash_key: "customerId",
          range_key: "createdAt",
          projection_type: "INCLUDE",
          non_key_attributes: ["total"],
        },
        { name: "by-status", hash_key: "status", projection_type: "KEYS_ONLY" },
      ],
      local_secondary_index: [{ name: "by-amount", range_key: "total", projection_type: "ALL" }],
    });
  });

  test("expiry, stream, class and recovery are settings", () => {
    expect(
      table({
        timeToLiveAttribute: "expiresAt",
        stream: "new-and-old-images",
        tableClass: "infrequent-access",
        recoveryDays: 7,
        deletionProtection: false,
      }),
    ).toMatchObject({
      ttl: { attribute_name: "expiresAt", enabled: true },
      stream_enabled: true,
      stream_view_type: "NEW_AND_OLD_IMAGES",
      table_class: "STANDARD_INFREQUENT_ACCESS",
      point_in_time_recovery: { enabled: true, recovery_period_in_days: 7 },
      deletion_protection_enabled: false,
      lifecycle: { prevent_destroy: false },
    });
    expect(table({ recoveryDays: "none" })["point_in_time_recovery"]).toEqual({ enabled: false });
  });

  test("an index key can be the expiry", () => {
    const globalIndexes = { "by-expiry": { partitionKey: text("kind"), sortKey: number("expiresAt") } };
    expect(table({ globalIndexes, timeToLiveAttribute: "expiresAt" })).toHaveProperty("ttl");
  });

  test("capacity on demand can have maxima", () => {
    const capacity = { billing: "on-demand", maxReadUnits: 1000, maxWriteUnits: 500 } as const;
    expect(table({ capacity })["on_demand_throughput"]).toEqual({
      max_read_request_units: 1000,
      max_write_request_units: 500,
    });
    expect(table({ capacity: { billing: "on-demand", maxWriteUnits: 5 } })).toHaveProperty("on_demand_throughput");
  });

  test("provisioned capacity scales between its limits, and plans ignore the scaled units", () => {
    const stack = synthesizeTable({ capacity: provisioned });
    expect(stack.resource("aws_dynamodb_table")).toMatchObject({
      billing_mode: "PROVISIONED",
      read_capacity: 5,
      write_capacity: 5,
      lifecycle: { prevent_destroy: true, ignore_changes: ["read_capacity", "write_capacity"] },
    });
    expect(stack.resource("aws_appautoscaling_target", "write-capacity")).toMatchObject({
      service_namespace: "dynamodb",
      scalable_dimension: "dynamodb:table:WriteCapacityUnits",
      resource_id: expect.stringMatching(/^table\/\$\{aws_dynamodb_table\.orders_table_\w+\.name\}$/),
      min_capacity: 5,
      max_capacity: 100,
    });
    const policy = (id: string) =>
      stack.resource("aws_appautoscaling_policy", id)["target_tracking_scaling_policy_configuration"];
    expect(policy("read-scaling")).toEqual({
      predefined_metric_specification: { predefined_metric_type: "DynamoDBReadCapacityUtilization" },
      target_value: 70,
    });
    expect(policy("write-scaling")).toMatchObject({ target_value: 50 });
  });

  test("contributor insights report the keys of the table and of its global indexes", () => {
    const globalIndexes = { ByStatus: { partitionKey: text("status") } };
    const stack = synthesizeTable({ globalIndexes, contributorInsights: "enabled" });
    expect(stack.resource("aws_dynamodb_contributor_insights", /insights_\w{8}$/)).toMatchObject({
      table_name: expect.stringContaining("aws_dynamodb_table.orders"),
    });
    expect(stack.resource("aws_dynamodb_contributor_insights", "by-status")).toMatchObject({ index_name: "ByStatus" });
    expect(synthesizeTable({ globalIndexes }).resources("aws_dynamodb_contributor_insights")).toEqual({});
  });

  test("reading, writing and indexes are granted apart, with the key through DynamoDB only", () => {
    const decrypt = {
      sid: "DecryptOrders",
      actions: ["kms:Decrypt"],
      resources: [KEY_ARN],
      condition: [{ test: "StringEquals", variable: "kms:ViaService", values: ["dynamodb.us-east-1.amazonaws.com"] }],
    };
    const tableArn = expect.stringMatching(/^\$\{aws_dynamodb_table\.orders_table_\w+\.arn\}$/);
    const read = {
      sid: "ReadOrders",
      actions: ["BatchGetItem", "ConditionCheckItem", "GetItem", "Query", "Scan"].map((name) => `dynamodb:${name}`),
      resources: [tableArn],
    };
    const write = {
      sid: "WriteOrders",
      actions: ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"].map((name) => `dynamodb:${name}`),
      resources: [tableArn],
    };
    expect(grantedBy((orders, stack) => orders.grantRead(testRole(stack)))).toMatchObject([read, decrypt]);
    expect(grantedBy((orders, stack) => orders.grantWrite(testRole(stack)))).toMatchObject([write, decrypt]);
    expect(grantedBy((orders, stack) => orders.grantReadWrite(testRole(stack)))).toMatchObject([read, decrypt, write]);
    const globalIndexes = { "by-status": { partitionKey: text("status") } };
    const ofIndex = grantedBy((orders, stack) => orders.grantReadIndex(testRole(stack), "by-status"), {
      globalIndexes,
    });
    expect(ofIndex).toMatchObject([
      {
        sid: "ReadByStatusOfOrders",
        actions: ["dynamodb:Query", "dynamodb:Scan"],
        resources: [expect.stringMatching(/\.arn\}\/index\/by-status$/)],
      },
      decrypt,
    ]);
    const query = grantedBy((orders, stack) => orders.grantQueryIndex(testRole(stack), "by-status"), { globalIndexes });
    expect(query).toMatchObject([
      {
        sid: "QueryByStatusOfOrders",
        actions: ["dynamodb:Query"],
        resources: [expect.stringMatching(/\.arn\}\/index\/by-status$/)],
      },
      decrypt,
    ]);
  });

  test("single actions can be granted", () => {
    const statements = grantedBy((orders, stack) => orders.grantActions(testRole(stack), ["PutItem", "GetItem"]));
    expect(statements[0]).toMatchObject({
      sid: "GetItemPutItemOrders",
      actions: ["dynamodb:GetItem", "dynamodb:PutItem"],
    });
  });

  test("an index that the table does not have cannot be granted", () => {
    const localIndexes = { "by-total": { sortKey: number("total") } };
    const settings = { sortKey: number("createdAt"), localIndexes };
    expect(() => grantedBy((orders, stack) => orders.grantReadIndex(testRole(stack), "by-date"), settings)).toThrow(
      'test/orders: indexName: got "by-date"; allowed: by-total; grant on an index of the table',
    );
    expect(grantedBy((orders, stack) => orders.grantReadIndex(testRole(stack), "by-total"), settings)).toHaveLength(2);
  });

  test("records of the stream can be read, which needs a stream", () => {
    const grant = (orders: Table, stack: Stack) => orders.grantReadStream(testRole(stack));
    expect(grantedBy(grant, { stream: "keys" })).toMatchObject([
      {
        sid: "ReadStreamOfOrders",
        actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
        resources: [expect.stringMatching(/\.stream_arn\}$/)],
      },
      { sid: "DecryptOrders" },
      { sid: "ListStreams", actions: ["dynamodb:ListStreams"], resources: ["*"] },
    ]);
    expect(() => grantedBy(grant)).toThrow(/test\/orders: stream: got "none"; allowed: a stream/);
  });

  test("throttles of the table and of each global index have signals, as errors and failed conditions do", () => {
    const globalIndexes = { ByStatus: { partitionKey: text("status") } };
    synthesizeTable({ globalIndexes }, ({ signals, graphs }) => {
      expect(signals.map(({ id, threshold }) => [id, threshold])).toEqual([
        ["orders-read-throttles", 0],
        ["orders-write-throttles", 0],
        ["orders-by-status-read-throttles", 0],
        ["orders-by-status-write-throttles", 0],
        ["orders-system-errors", 0],
        ["orders-failed-conditions", 100],
      ]);
      expect(signals[3]).toMatchObject({
        namespace: "AWS/DynamoDB",
        metricName: "WriteThrottleEvents",
        dimensions: { TableName: "shop-orders", GlobalSecondaryIndexName: "ByStatus" },
        statistic: "Sum",
      });
      expect(signals[4]).toMatchObject({
        expression: expect.stringMatching(/^FILL\(batchGetItem, 0\) \+ .* \+ FILL\(updateItem, 0\)$/),
        metrics: {
          getItem: { metricName: "SystemErrors", dimensions: { TableName: "shop-orders", Operation: "GetItem" } },
        },
      });
      expect(graphs.map(({ title, metrics }) => [title, metrics.length])).toEqual([
        ["Table capacity", 2],
        ["Table throttles", 2],
        ["Table latency (ms)", 4],
        ["Table errors", 12],
      ]);
    });
  });

  test("consumption near a maximum of the capacity has a signal", () => {
    const ofCapacity = (capacity: TableProps["capacity"]) => {
      const found: unknown[] = [];
      synthesizeTable({ capacity }, ({ signals }) =>
        signals
          .filter(({ id }) => id.endsWith("-capacity"))
          .forEach(({ id, threshold }) => found.push([id, threshold])),
      );
      return found;
    };
    expect(ofCapacity(provisioned)).toEqual([
      ["orders-read-capacity", 24_000],
      ["orders-write-capacity", 24_000],
    ]);
    expect(ofCapacity({ billing: "on-demand", maxReadUnits: 10 })).toEqual([["orders-read-capacity", 2_400]]);
    expect(ofCapacity({ billing: "on-demand" })).toEqual([]);
    expect(capacityThreshold(10, 50)).toBe(1_500);
  });

  test.each<[Partial<TableProps>, RegExp]>([
    [{ name: "ab" }, /name: got "ab"; allowed: a table name of at most 255 characters: at least 3 letters/],
    [{ name: "shop/orders" }, /name: got "shop\/orders"/],
    [{ partitionKey: text("") }, /partitionKey.name: got ""; allowed: 1 to 255 bytes/],
    [{ partitionKey: text("é".repeat(128)) }, /partitionKey.name: got .*allowed: 1 to 255 bytes/],
    [
      { partitionKey: { name: "id", type: "map" as "string" } },
      /partitionKey.type: got "map"; allowed: string, number/,
    ],
    [{ sortKey: number("orderId") }, /sortKey.name: got "orderId"; allowed: another attribute than the partition key/],
    [
      { sortKey: number("total"), globalIndexes: { abc: { partitionKey: text("total") } } },
      /attributes.total: got "number"; allowed: string, its type/,
    ],
    [{ globalIndexes: { ab: { partitionKey: text("status") } } }, /globalIndexes.ab: got "ab"; allowed: 3 to 255/],
    [{ globalIndexes: { abc: { partitionKey: text("a"), sortKey: text("a") } } }, /globalIndexes.abc.sortKey.name/],
    [
      { globalIndexes: { abc: { partitionKey: text("a"), projection: [] } } },
      /globalIndexes.abc.projection: got 0; allowed: 1 to 20/,
    ],
    [
      {
        globalIndexes: {
          ...indexes(5, { partitionKey: text("a"), projection: Array.from({ length: 20 }, (_, n) => `p${n}`) }),
          last: { partitionKey: text("a"), projection: ["b"] },
        },
      },
      /indexes: got 101; allowed: indexes that list at most 100 attributes together/,
    ],
    [
      { globalIndexes: { abc: { partitionKey: text("a"), projection: ["b", "b"] } } },
      /projection: got "b"; allowed: every value once/,
    ],
    [
      { globalIndexes: { abc: { partitionKey: text("a"), projection: "ALL" as "all" } } },
      /projection: got "ALL"; allowed: all, keys-only/,
    ],
    [
      { globalIndexes: { ByDay: { partitionKey: text("a") }, by_day: { partitionKey: text("b") } } },
      /globalIndexes.ByDay: got "ByDay"; allowed: names that differ in more than case and punctuation/,
    ],
    [
      {
        sortKey: number("n"),
        globalIndexes: { same: { partitionKey: text("a") } },
        localIndexes: { same: { sortKey: text("b") } },
      },
      /globalIndexes.same: got "same"; allowed: names that differ/,
    ],
    [
      { globalIndexes: indexes(21, { partitionKey: text("a") }) },
      /globalIndexes: got 21; allowed: at most 20 global indexes/,
    ],
    [
      { sortKey: number("n"), localIndexes: indexes(6, { sortKey: text("a") }) },
      /localIndexes: got 6; allowed: at most 5 local/,
    ],
    [
      { localIndexes: { abc: { sortKey: text("a") } } },
      /localIndexes: got \["abc"\]; allowed: no local index without sortKey/,
    ],
    [
      { sortKey: number("n"), localIndexes: { abc: { sortKey: text("orderId") } } },
      /localIndexes.abc.sortKey.name: got "orderId"/,
    ],
    [{ timeToLiveAttribute: "" }, /timeToLiveAttribute: got ""/],
    [
      { partitionKey: number("id"), timeToLiveAttribute: "id" },
      /timeToLiveAttribute: got "id"; allowed: no key of the table/,
    ],
    [
      { globalIndexes: { abc: { partitionKey: text("until") } }, timeToLiveAttribute: "until" },
      /timeToLiveAttribute: got "until"; allowed: an attribute of type number/,
    ],
    [{ stream: "images" as "keys" }, /stream: got "images"; allowed: keys, new-image/],
    [{ capacity: { billing: "on-demand", maxReadUnits: 0 } }, /capacity.maxReadUnits: got 0/],
    [
      { capacity: { ...provisioned, billing: "hourly" as "provisioned" } },
      /capacity.billing: got "hourly"; allowed: on-demand, provisioned/,
    ],
    [
      { capacity: { ...provisioned, read: { minUnits: 6, maxUnits: 5 } } },
      /capacity.read.minUnits: got 6; .*from 1 to 5; choose at most maxUnits/,
    ],
    [{ capacity: { ...provisioned, write: { minUnits: 1, maxUnits: 40_001 } } }, /capacity.write.maxUnits: got 40001/],
    [
      { capacity: { ...provisioned, read: { ...range, targetPercent: 91 } } },
      /capacity.read.targetPercent: got 91; .*20 to 90/,
    ],
    [
      { capacity: provisioned, globalIndexes: { abc: { partitionKey: text("a") } } },
      /capacity: got "provisioned"; allowed: on-demand together with globalIndexes/,
    ],
    [{ key: { ...key, region: "us-west-2" as "us-east-1" } }, /key.region: got "us-west-2"/],
    [{ recoveryDays: 36 }, /recoveryDays: got 36; allowed: a whole number from 1 to 35/],
    [{ recoveryDays: 0 }, /recoveryDays: got 0/],
    [{ backup: "" }, /backup: got ""/],
    [{ contributorInsights: "on" as "enabled" }, /contributorInsights: got "on"/],
    [{ tableClass: "glacier" as "standard" }, /tableClass: got "glacier"/],
  ])("refuses %j", (differences, message) => {
    expect(() => synthesizeTable(differences)).toThrow(InputError);
    expect(() => synthesizeTable(differences)).toThrow(message);
  });

  test("signals of a table in another region carry it, also those of expressions", () => {
    synthesizeStack((stack: Stack) => {
      const regional = stack.providerIn("eu-west-1");
      const differences = { key: { ...key, region: "eu-west-1" }, regional } as const;
      const { signals } = new Table(stack, "orders", { ...props, ...differences });
      const metrics = signals.flatMap((signal) => ("expression" in signal ? Object.values(signal.metrics) : [signal]));
      expect(new Set(metrics.map(({ region }) => region))).toEqual(new Set(["eu-west-1"]));
    });
  });

  test("limits that are unknown until plan are accepted", () => {
    const stack = synthesizeStack((scope: Stack) => {
      const maxUnits = new TerraformVariable(scope, "units", { type: "number" }).numberValue;
      const capacity = { billing: "provisioned", read: { minUnits: 10, maxUnits }, write: range } as const;
      new Table(scope, "orders", { ...props, capacity });
    });
    expect(stack.resource("aws_appautoscaling_target", "read-capacity")["max_capacity"]).toBe("${var.units}");
  });

  test("the limits themselves are accepted", () => {
    const localIndexes = indexes(5, { sortKey: text("a"), projection: Array.from({ length: 20 }, (_, n) => `p${n}`) });
    const capacity = { ...provisioned, read: { minUnits: 40_000, maxUnits: 40_000, targetPercent: 20 } };
    expect(table({ name: "abc", sortKey: number("n"), localIndexes, capacity, recoveryDays: 1 })).toBeDefined();
    expect(table({ globalIndexes: indexes(20, { partitionKey: text("a") }) })).toBeDefined();
  });
});

function indexes<Index>(count: number, index: Index): Record<string, Index> {
  return Object.fromEntries(Array.from({ length: count }, (_, position) => [`index-${position}`, index]));
}
