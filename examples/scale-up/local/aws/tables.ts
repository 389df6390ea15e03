import {
  CreateTableCommand,
  UpdateTimeToLiveCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { tables, type Table, type TableName } from "../../functions/contract";

/** Creates the tables of the contract. @returns their physical names. */
export async function createTables(client: DynamoDBClient, prefix: string): Promise<Record<TableName, string>> {
  const names = Object.fromEntries(Object.keys(tables).map((name) => [name, `${prefix}-${name.toLowerCase()}`]));
  for (const [name, table] of Object.entries<Table>(tables)) {
    const TableName = names[name]!;
    await client.send(new CreateTableCommand(tableInput(TableName, table)));
    if (!table.ttlAttribute) continue;
    const TimeToLiveSpecification = { AttributeName: table.ttlAttribute, Enabled: true };
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  }
  return names as Record<TableName, string>;
}

function tableInput(TableName: string, { hashKey, rangeKey, indexes = {} }: Table): CreateTableCommandInput {
  const attributes = new Set([hashKey, ...(rangeKey ? [rangeKey] : [])]);
  const GlobalSecondaryIndexes = Object.entries(indexes).map(([IndexName, keys]) => {
    attributes.add(keys.hashKey).add(keys.rangeKey);
    return {
      IndexName,
      KeySchema: keySchema(keys.hashKey, keys.rangeKey),
      Projection: { ProjectionType: "ALL" } as const,
    };
  });
  return {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: keySchema(hashKey, rangeKey),
    AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    ...(GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes }),
  };
}

function keySchema(hashKey: string, rangeKey?: string): NonNullable<CreateTableCommandInput["KeySchema"]> {
  return [
    { AttributeName: hashKey, KeyType: "HASH" },
    ...(rangeKey ? [{ AttributeName: rangeKey, KeyType: "RANGE" } as const] : []),
  ];
}
