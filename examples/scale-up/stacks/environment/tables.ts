import { Table } from "groundplan/data/dynamodb";
import { tables as contract, type Table as TableContract, type TableName } from "../../functions/contract";
import type { Context } from "./context";

export type Tables = Readonly<Record<TableName, Table>>;

/** The document's tables, with the keys of the contract. */
export function createTables(context: Context): Tables {
  const entries = Object.entries(contract).map(([name, keys]) => [name, createTable(context, name, keys)] as const);
  return Object.fromEntries(entries) as Tables;
}

function createTable({ stack, environment, keys }: Context, name: string, contract: TableContract): Table {
  const { projectName, deletionProtection } = environment;
  const indexes = Object.entries(contract.indexes ?? {}).map(([index, { hashKey, rangeKey, projection }]) => {
    return [index, { partitionKey: text(hashKey), sortKey: text(rangeKey), projection }] as const;
  });
  return new Table(stack, `${name.toLowerCase()}-table`, {
    name: `${projectName}-${name}`,
    partitionKey: text(contract.hashKey),
    sortKey: contract.rangeKey === undefined ? undefined : text(contract.rangeKey),
    globalIndexes: Object.fromEntries(indexes),
    timeToLiveAttribute: contract.ttlAttribute,
    key: keys.data,
    backup: projectName,
    deletionProtection,
  });
}

const text = (name: string) => ({ name, type: "string" }) as const;
