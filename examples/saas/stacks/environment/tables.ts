import { Table, TableReplica, type ReplicatedTable, type TableProps } from "groundplan/data/dynamodb";
import { TableCache } from "groundplan/data/dax";
import type { Network } from "groundplan/network";
import { tables as contract, type Table as TableContract, type TableName } from "../../functions/contract";
import { names } from "../names";
import type { Context, MainContext } from "./context";

/** Tables of the main region, or their replicas in the standby. */
export type Tables = Readonly<Record<TableName, Table | TableReplica>>;

/** The tables of the contract. Those of the main region have the stream that replicas read. */
export function createTables(context: Context): Tables {
  const create = context.role === "main" ? createTable : createReplica;
  const entries = Object.entries(contract).map(([name, keys]) => [name, create(context, name, keys)] as const);
  return Object.fromEntries(entries) as Tables;
}

function createTable({ stack, environment, keys }: Context, name: string, contract: TableContract): Table {
  const { prefix, deletionProtection, standby } = environment;
  const indexes = Object.entries(contract.indexes ?? {}).map(([index, { hashKey, rangeKey }]) => {
    return [index, { partitionKey: text(hashKey), sortKey: optionalText(rangeKey) }] as const;
  });
  return new Table(stack, `${name}-table`, {
    name: names.table(environment, name),
    partitionKey: text(contract.hashKey),
    sortKey: optionalText(contract.rangeKey),
    globalIndexes: Object.fromEntries(indexes),
    timeToLiveAttribute: contract.ttlAttribute,
    capacity: capacityOf(environment.tables.capacity, contract),
    stream: standby === "none" ? undefined : "new-and-old-images",
    key: keys.data,
    backup: prefix,
    deletionProtection,
  });
}

/** Provisioned units scale for tables without global indexes; the others are billed by request. */
function capacityOf(
  capacity: Context["environment"]["tables"]["capacity"],
  { indexes }: TableContract,
): TableProps["capacity"] {
  if (capacity === "on-demand" || indexes) return { billing: "on-demand" };
  return { billing: "provisioned", read: capacity, write: capacity };
}

function createReplica({ stack, environment, keys, prefix }: Context, name: string): TableReplica {
  return new TableReplica(stack, `${name}-table`, {
    source: tableOfMain(stack.account, names.table(environment, name)),
    key: keys.data,
    backup: prefix,
    deletionProtection: environment.deletionProtection,
  });
}

function tableOfMain(account: string, tableName: string): ReplicatedTable {
  return {
    tableName,
    tableArn: `arn:aws:dynamodb:us-east-1:${account}:table/${tableName}`,
    region: "us-east-1",
    stream: "new-and-old-images",
    billing: "on-demand",
  };
}

/** DAX before the tables that customers read, where the environment has it. A cluster belongs to one region. */
export function createTableCache(context: MainContext, tables: Tables, network: Network): TableCache | undefined {
  const { stack, environment, prefix } = context;
  const { dax } = environment.tables;
  if (dax === "none") return undefined;
  const { users, subscriptions } = tables;
  return new TableCache(stack, "table-cache", {
    ...dax,
    name: `${prefix}-dax`,
    placement: network.dataPlacement!,
    tables: { users, subscriptions },
    deletionProtection: environment.deletionProtection,
  });
}

const text = (name: string) => ({ name, type: "string" }) as const;
const optionalText = (name: string | undefined) => (name === undefined ? undefined : text(name));
