import type {
  DynamodbTableAttribute,
  DynamodbTableGlobalSecondaryIndex,
  DynamodbTableLocalSecondaryIndex,
} from "@cdktf/provider-aws/lib/dynamodb-table";
import {
  ATTRIBUTE_TYPES,
  type IndexProjection,
  type KeyAttribute,
  type TableProps,
  type TableSettings,
} from "./table-props";

/** Attributes of the keys of the table and of its indexes, in the order of their first use. */
export function keyAttributes({
  partitionKey,
  sortKey,
  globalIndexes = {},
  localIndexes = {},
}: TableProps): KeyAttribute[] {
  const ofIndexes = [...Object.values(globalIndexes), ...Object.values(localIndexes)].map((index) => [
    "partitionKey" in index ? index.partitionKey : undefined,
    index.sortKey,
  ]);
  return [partitionKey, sortKey, ...ofIndexes.flat()].filter((key) => key !== undefined);
}

/** Declarations of the attributes, each once. */
export function attributeDefinitions(settings: TableSettings): DynamodbTableAttribute[] {
  const types = new Map(keyAttributes(settings).map(({ name, type }) => [name, ATTRIBUTE_TYPES[type]]));
  return [...types].map(([name, type]) => ({ name, type }));
}

export function globalSecondaryIndexes({ globalIndexes }: TableSettings): DynamodbTableGlobalSecondaryIndex[] {
  return Object.entries(globalIndexes).map(([name, { partitionKey, sortKey, projection }]) => ({
    name,
    hashKey: partitionKey.name,
    rangeKey: sortKey?.name,
    ...projected(projection),
  }));
}

export function localSecondaryIndexes({ localIndexes }: TableSettings): DynamodbTableLocalSecondaryIndex[] {
  return Object.entries(localIndexes).map(([name, { sortKey, projection }]) => ({
    name,
    rangeKey: sortKey.name,
    ...projected(projection),
  }));
}

function projected(projection: IndexProjection = "all") {
  if (projection === "all") return { projectionType: "ALL" };
  if (projection === "keys-only") return { projectionType: "KEYS_ONLY" };
  return { projectionType: "INCLUDE", nonKeyAttributes: [...projection] };
}

/** Part of construct ids and signal ids that stands for an index: `by-status` for `ByStatus` and for `by_status`. */
export function indexId(indexName: string): string {
  return indexName
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .toLowerCase();
}
