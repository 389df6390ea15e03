import type { AwsRegion, KeyReference, RegionalProvider } from "../../../core";
import type { ProvisionedCapacity, STREAM_VIEWS } from "../table-props";

/** The table that DynamoDB replicates. `Table` is one; another stack writes the values down. */
export interface ReplicatedTable {
  /** ARN of the table. */
  readonly tableArn: string;
  /** Name of the table, which the replica shares. */
  readonly tableName: string;
  /** Region of the table. */
  readonly region: AwsRegion;
  /** Stream of the table: replication reads both images of each change. */
  readonly stream?: keyof typeof STREAM_VIEWS;
  /** Billing of the table, which the replica shares. */
  readonly billing: "on-demand" | ProvisionedCapacity["billing"];
}

export interface TableReplicaProps {
  /** Table in another region, on demand and with a stream of `new-and-old-images`. Another one replaces the replica. */
  readonly source: ReplicatedTable;
  /** Key of the replica's region. Another key replaces the replica, which DynamoDB fills again from the table. */
  readonly key: KeyReference;
  /** Value of the tag `backup`, by which backup plans of the region select resources; `"none"` for no plan. */
  readonly backup: string;
  /** Point-in-time recovery of the replica, which it does not inherit. @default "enabled" */
  readonly recovery?: "enabled" | "disabled";
  /** Region of the replica and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
  /** Refuses every plan and every call that would delete the replica. @default true */
  readonly deletionProtection?: boolean;
}

export const TABLE_REPLICA_DEFAULTS = {
  recovery: "enabled",
  deletionProtection: true,
} as const satisfies Partial<TableReplicaProps>;
