interface Keys {
  readonly hashKey: string;
  readonly rangeKey?: string;
}

interface LocalIndex extends Keys {
  /** Attributes of its items: all, or those of keys only. @default "all" */
  readonly projection?: "all" | "keys-only";
}

/** Keys of a table, all of them strings. */
export interface LocalTable extends Keys {
  /** Global indexes by name. @default none */
  readonly indexes?: Readonly<Record<string, LocalIndex>>;
}

/** Input of DynamoDB's `CreateTable` for an on-demand table with these keys. */
export function createTableInput(TableName: string, { indexes = {}, ...keys }: LocalTable) {
  const attributes = new Set([keys, ...Object.values(indexes)].flatMap(namesOf));
  const GlobalSecondaryIndexes = Object.entries(indexes).map(([IndexName, each]) => ({
    IndexName,
    KeySchema: keySchema(each),
    Projection: { ProjectionType: each.projection === "keys-only" ? ("KEYS_ONLY" as const) : ("ALL" as const) },
  }));
  return {
    TableName,
    BillingMode: "PAY_PER_REQUEST" as const,
    KeySchema: keySchema(keys),
    AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
    // DynamoDB refuses an empty list.
    ...(GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes }),
  };
}

function namesOf({ hashKey, rangeKey }: Keys): string[] {
  return rangeKey === undefined ? [hashKey] : [hashKey, rangeKey];
}

function keySchema(keys: Keys) {
  const types = ["HASH", "RANGE"] as const;
  return namesOf(keys).map((AttributeName, index) => ({ AttributeName, KeyType: types[index] }));
}
