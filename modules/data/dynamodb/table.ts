import { DynamodbContributorInsights } from "@cdktf/provider-aws/lib/dynamodb-contributor-insights";
import { DynamodbTable, type DynamodbTableConfig } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  graphsIn,
  oneOf,
  signalsIn,
  useProviderOf,
  withDefaults,
  type AwsRegion,
  type Graph,
  type KeyReference,
  type MathSignal,
  type Signal,
} from "../../core";
import { scaleCapacity } from "./capacity-scaling";
import { ExistingTable, type ExistingTableSettings } from "./existing-table";
import { attributeDefinitions, globalSecondaryIndexes, indexId, localSecondaryIndexes } from "./key-schema";
import { TableAccess } from "./table-access";
import { STREAM_VIEWS, TABLE_DEFAULTS, type TableProps, type TableSettings } from "./table-props";
import type { ReplicatedTable } from "./replicas/table-replica-props";
import { replicationSignal, tableGraphs, tableSignals } from "./table-signals";
import { validateTable } from "./table-validation";

/**
 * Stateful. A DynamoDB table, encrypted with a customer managed key, with point-in-time recovery and protected from
 * deletion.
 *
 * Attributes are declared where they are part of a key, and nowhere else. The table exists in one region.
 */
export class Table extends TableAccess implements ReplicatedTable {
  readonly tableName: string;
  readonly tableArn: string;
  readonly streamArn?: string;
  /** Region of the table. */
  readonly region: AwsRegion;
  readonly stream?: keyof typeof STREAM_VIEWS;
  readonly billing: ReplicatedTable["billing"];
  /** Of the table, and `<id>-<index>-read-throttles` and `-write-throttles` of each global index. */
  readonly signals: readonly (Signal | MathSignal)[];
  readonly graphs: readonly Graph[];
  protected readonly key: KeyReference;
  protected readonly hasRecovery: boolean;
  private readonly indexNames: readonly string[];

  /** @throws InputError when DynamoDB or Application Auto Scaling would refuse a key, an index or a capacity. */
  constructor(scope: Construct, id: string, props: TableProps) {
    validateTable(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const settings = withDefaults(props, TABLE_DEFAULTS);
    const { name, key, capacity, stream } = settings;
    const globalIndexes = Object.keys(settings.globalIndexes);
    const table = new DynamodbTable(this, "table", tableArguments(settings));
    this.tableName = table.name;
    this.tableArn = table.arn;
    if (stream) this.streamArn = table.streamArn;
    this.region = AwsStack.of(this).region;
    this.stream = stream;
    this.billing = capacity.billing;
    this.key = key;
    this.hasRecovery = settings.recoveryDays !== "none";
    this.indexNames = [...globalIndexes, ...Object.keys(settings.localIndexes)];
    if (capacity.billing === "provisioned") scaleCapacity(this, table.name, capacity);
    if (settings.contributorInsights === "enabled") this.reportKeys(globalIndexes);
    this.signals = signalsIn(this, tableSignals({ id, tableName: name, globalIndexes, capacity }));
    this.graphs = graphsIn(this, tableGraphs(name));
  }

  /**
   * A table that exists already.
   *
   * @throws InputError when an ARN is not that of a table, or of its stream.
   */
  static fromArn(scope: Construct, id: string, tableArn: string, settings: ExistingTableSettings = {}): ExistingTable {
    return new ExistingTable(scope, id, tableArn, settings);
  }

  /** Signal of late writes to a replica, for alarms in the region of the table. */
  replicationSignal(receivingRegion: AwsRegion): Signal {
    const signal = replicationSignal(`${this.node.id}-${receivingRegion}`, this.tableName, receivingRegion);
    return signalsIn(this, [signal])[0]!;
  }

  protected requireIndex(indexName: string): void {
    new Validation(this.node.scope!, this.node.id)
      .props({ indexName }, { indexName: oneOf(this.indexNames, "grant on an index of the table") })
      .throwIfInvalid();
  }

  private reportKeys(globalIndexes: readonly string[]): void {
    const { tableName } = this;
    new DynamodbContributorInsights(this, "contributor-insights", { tableName });
    globalIndexes.forEach((indexName) => {
      const id = `contributor-insights-${indexId(indexName)}`;
      new DynamodbContributorInsights(this, id, { tableName, indexName });
    });
  }
}

function tableArguments(settings: TableSettings): DynamodbTableConfig {
  const { name, partitionKey, sortKey, timeToLiveAttribute, stream, recoveryDays, backup } = settings;
  return {
    name,
    hashKey: partitionKey.name,
    rangeKey: sortKey?.name,
    attribute: attributeDefinitions(settings),
    globalSecondaryIndex: globalSecondaryIndexes(settings),
    localSecondaryIndex: localSecondaryIndexes(settings),
    ttl: timeToLiveAttribute === undefined ? undefined : { attributeName: timeToLiveAttribute, enabled: true },
    streamEnabled: stream && true,
    streamViewType: stream && STREAM_VIEWS[stream],
    pointInTimeRecovery:
      recoveryDays === "none" ? { enabled: false } : { enabled: true, recoveryPeriodInDays: recoveryDays },
    serverSideEncryption: { enabled: true, kmsKeyArn: settings.key.keyArn },
    tableClass: settings.tableClass === "standard" ? "STANDARD" : "STANDARD_INFREQUENT_ACCESS",
    deletionProtectionEnabled: settings.deletionProtection,
    tags: { backup },
    ...billing(settings),
  };
}

function billing({ capacity, deletionProtection, stream }: TableSettings): Partial<DynamodbTableConfig> {
  const lifecycle = { preventDestroy: deletionProtection };
  if (capacity.billing === "provisioned") {
    return {
      billingMode: "PROVISIONED",
      readCapacity: capacity.read.minUnits,
      writeCapacity: capacity.write.minUnits,
      // Application Auto Scaling owns the units once the table exists.
      lifecycle: { ...lifecycle, ignoreChanges: ["read_capacity", "write_capacity"] },
    };
  }
  const { maxReadUnits, maxWriteUnits } = capacity;
  const isReplicable = stream === "new-and-old-images";
  const isLimited = maxReadUnits !== undefined || maxWriteUnits !== undefined;
  return {
    billingMode: "PAY_PER_REQUEST",
    onDemandThroughput: isLimited
      ? { maxReadRequestUnits: maxReadUnits, maxWriteRequestUnits: maxWriteUnits }
      : undefined,
    // A `TableReplica` is a resource of its own, which the table would remove otherwise.
    lifecycle: isReplicable ? { ...lifecycle, ignoreChanges: ["replica"] } : lifecycle,
  };
}
