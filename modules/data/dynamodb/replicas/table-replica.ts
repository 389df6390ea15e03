import { DynamodbTableReplicaA } from "@cdktf/provider-aws/lib/dynamodb-table-replica";
import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  graphsIn,
  matching,
  signalsIn,
  useProviderOf,
  withDefaults,
  type Graph,
  type KeyReference,
  type MathSignal,
  type Signal,
} from "../../../core";
import { TableAccess } from "../table-access";
import { TABLE_REPLICA_DEFAULTS, type TableReplicaProps } from "./table-replica-props";
import { validateTableReplica } from "./table-replica-validation";
import { replicationSignal, tableGraphs, tableSignals } from "../table-signals";

/**
 * Stateful. The replica of a DynamoDB table in another region: readable and writable at any time, seconds behind.
 *
 * Indexes, expiry and billing are those of the table; key, recovery, protection, alarms and backups are its own. The
 * last write wins where both regions write. It has no stream by reference, because a consumer in each region would
 * process every change twice.
 */
export class TableReplica extends TableAccess {
  readonly tableName: string;
  readonly tableArn: string;
  readonly streamArn = undefined;
  /** Those of a table, and `<id>-replication-latency` of writes that return to the source. */
  readonly signals: readonly (Signal | MathSignal)[];
  readonly graphs: readonly Graph[];
  protected readonly key: KeyReference;
  protected readonly hasRecovery: boolean;

  /** @throws InputError when the source or the key is not what DynamoDB replicates. */
  constructor(scope: Construct, id: string, props: TableReplicaProps) {
    validateTableReplica(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { source, key, backup, recovery, deletionProtection } = withDefaults(props, TABLE_REPLICA_DEFAULTS);
    new DynamodbTableReplicaA(this, "replica", {
      globalTableArn: source.tableArn,
      kmsKeyArn: key.keyArn,
      pointInTimeRecovery: recovery === "enabled",
      deletionProtectionEnabled: deletionProtection,
      tags: { backup },
      lifecycle: { preventDestroy: deletionProtection },
    });
    const { tableName } = source;
    const { account, region, partition } = AwsStack.of(this);
    this.tableName = tableName;
    this.tableArn = `arn:${partition}:dynamodb:${region}:${account}:table/${tableName}`;
    this.key = key;
    this.hasRecovery = recovery === "enabled";
    this.signals = signalsIn(this, [
      ...tableSignals({ id, tableName, globalIndexes: [], capacity: { billing: "on-demand" } }),
      replicationSignal(id, tableName, source.region),
    ]);
    this.graphs = graphsIn(this, tableGraphs(tableName));
  }

  /** Accepts every name, because a replica has the indexes of its source. */
  protected requireIndex(indexName: string): void {
    const rule = matching(/^[\w.-]{3,255}$/, "the name of an index", "pass the name, not the ARN");
    new Validation(this.node.scope!, this.node.id).props({ indexName }, { indexName: rule }).throwIfInvalid();
  }
}
