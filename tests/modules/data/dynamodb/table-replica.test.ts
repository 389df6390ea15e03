import { InputError, ServiceRole, type AwsStack, type KeyReference } from "../../../../modules/core";
import {
  TABLE_REPLICA_DEFAULTS,
  Table,
  TableReplica,
  type ReplicatedTable,
  type TableProps,
  type TableReplicaProps,
} from "../../../../modules/data/dynamodb";
import { synthesizeStack } from "../../../../testing";

const key: KeyReference = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
  region: "us-east-1",
  grantUse: () => {},
};
const source: ReplicatedTable = {
  tableArn: "arn:aws:dynamodb:eu-west-1:111122223333:table/shop-orders",
  tableName: "shop-orders",
  region: "eu-west-1",
  stream: "new-and-old-images",
  billing: "on-demand",
};
const props: TableReplicaProps = { source, key, backup: "shop" };
const TYPE = "aws_dynamodb_table_replica";

const synthesizeReplica = (
  differences: Partial<TableReplicaProps> = {},
  use: (replica: TableReplica, stack: AwsStack) => void = () => {},
) => synthesizeStack((stack) => use(new TableReplica(stack, "orders", { ...props, ...differences }), stack));

const problemsOf = (differences: Partial<TableReplicaProps>): string[] => {
  try {
    synthesizeReplica(differences);
  } catch (error) {
    return (error as InputError).problems.map(({ property }) => property);
  }
  return [];
};

describe("TableReplica", () => {
  test("has a key, recovery, protection and backups of its own", () => {
    expect(synthesizeReplica().resource(TYPE)).toMatchObject({
      global_table_arn: source.tableArn,
      kms_key_arn: key.keyArn,
      point_in_time_recovery: true,
      deletion_protection_enabled: true,
      tags: { backup: "shop" },
      lifecycle: { prevent_destroy: true },
    });
    expect(TABLE_REPLICA_DEFAULTS).toEqual({ recovery: "enabled", deletionProtection: true });
  });

  test("is deletable and without recovery by setting", () => {
    expect(synthesizeReplica({ recovery: "disabled", deletionProtection: false }).resource(TYPE)).toMatchObject({
      point_in_time_recovery: false,
      deletion_protection_enabled: false,
      lifecycle: { prevent_destroy: false },
    });
  });

  test("grants on the table of its own region, with its own key", () => {
    const stack = synthesizeReplica({}, (replica, scope) => {
      const role = new ServiceRole(scope, "role", { name: "a", description: "A", service: "lambda.amazonaws.com" });
      replica.grantRead(role);
      replica.grantReadIndex(role, "by-customer");
    });
    const arn = "arn:aws:dynamodb:us-east-1:111122223333:table/shop-orders";
    expect(stack.statements("role_permissions").map(({ resources }) => resources)).toEqual([
      [arn],
      [key.keyArn],
      [`${arn}/index/by-customer`],
    ]);
  });

  test("has no stream, so that no second consumer processes each change again", () => {
    const consume = () => synthesizeReplica({}, (replica) => replica.grantReadStream({ addStatement: () => {} }));
    expect(consume).toThrow(/orders: stream: got "none"; allowed: a stream/);
  });

  test("refuses the name of an index that no table can have", () => {
    const query = () => synthesizeReplica({}, (replica) => replica.grantReadIndex({ addStatement: () => {} }, "a"));
    expect(query).toThrow(/indexName: got "a"; allowed: the name of an index/);
  });

  test("signals throttled requests and writes that return late to the source", () => {
    synthesizeReplica({}, ({ signals, graphs, tableName }) => {
      expect(signals.map(({ id }) => id)).toEqual([
        "orders-read-throttles",
        "orders-write-throttles",
        "orders-system-errors",
        "orders-failed-conditions",
        "orders-replication-latency",
      ]);
      expect(signals.at(-1)).toMatchObject({
        metricName: "ReplicationLatency",
        dimensions: { TableName: "shop-orders", ReceivingRegion: "eu-west-1" },
        threshold: 60_000,
        evaluationPeriods: 5,
      });
      expect(graphs.length).toBeGreaterThan(0);
      expect(tableName).toBe("shop-orders");
    });
  });

  test("refuses the region of the table, and a key of another region", () => {
    expect(problemsOf({ source: { ...source, region: "us-east-1" } })).toEqual(["source.region"]);
    expect(problemsOf({ key: { ...key, region: "eu-west-1" } })).toEqual(["key.region"]);
  });

  test("refuses tables without both images in their stream, and provisioned ones", () => {
    expect(problemsOf({ source: { ...source, stream: undefined } })).toEqual(["source.stream"]);
    expect(problemsOf({ source: { ...source, stream: "keys" } })).toEqual(["source.stream"]);
    expect(problemsOf({ source: { ...source, billing: "provisioned" } })).toEqual(["source.billing"]);
    expect(problemsOf({ recovery: "none" as "disabled" })).toEqual(["recovery"]);
  });
});

describe("Table with replicas", () => {
  const synthesizeTable = (differences: Partial<TableProps>, use: (table: Table, stack: AwsStack) => void = () => {}) =>
    synthesizeStack((stack) => {
      const partitionKey = { name: "orderId", type: "string" } as const;
      use(
        new Table(stack, "orders", { name: "shop-orders", partitionKey, key, backup: "shop", ...differences }),
        stack,
      );
    });
  const ignored = (differences: Partial<TableProps>) =>
    (synthesizeTable(differences).resource("aws_dynamodb_table")["lifecycle"] as { ignore_changes?: string[] })
      .ignore_changes;

  test("ignores replicas, which are resources of their own, as soon as it can have one", () => {
    expect(ignored({ stream: "new-and-old-images" })).toEqual(["replica"]);
    expect(ignored({ stream: "keys" })).toBeUndefined();
    expect(ignored({})).toBeUndefined();
  });

  test("is the source of a replica in a stack's other region", () => {
    const replicate = (differences: Partial<TableProps>) => () =>
      synthesizeTable(differences, (table, stack) => {
        const regional = stack.providerIn("us-west-2");
        const copyKey = { ...key, region: "us-west-2" } as const;
        new TableReplica(stack, "replica", { source: table, key: copyKey, backup: "none", regional });
      });
    expect(replicate({ stream: "new-and-old-images" })().resource(TYPE)).toMatchObject({
      provider: "aws.us-west-2",
      global_table_arn: expect.stringMatching(/aws_dynamodb_table\.orders_table_\w+\.arn/),
    });
    expect(replicate({})).toThrow(/source\.stream: got nothing; allowed: new-and-old-images/);
  });

  test("signals late writes to a replica in its own region", () => {
    synthesizeTable({ stream: "new-and-old-images" }, (table) => {
      expect(table.replicationSignal("us-west-2")).toMatchObject({
        id: "orders-us-west-2-replication-latency",
        dimensions: { ReceivingRegion: "us-west-2" },
      });
    });
  });
});
