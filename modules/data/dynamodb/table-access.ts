import { Construct } from "constructs";
import { AwsStack, Validation, sidOf, type Grantee, type KeyReference } from "../../core";
import { indexId } from "./key-schema";

const READ_ACTIONS = ["BatchGetItem", "ConditionCheckItem", "GetItem", "Query", "Scan"] as const;
const WRITE_ACTIONS = ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"] as const;

/** Actions on items. A transaction needs the actions of its parts: `ConditionCheckItem`, `GetItem`, `PutItem`... */
export type ItemAction = (typeof READ_ACTIONS)[number] | (typeof WRITE_ACTIONS)[number];

/** Grants on a table, whether the stack creates it or not. */
export abstract class TableAccess extends Construct {
  abstract readonly tableName: string;
  abstract readonly tableArn: string;
  /** Stream of the table's changes; absent without one. */
  abstract readonly streamArn?: string;
  /** Key that encrypts the table. Without one no grant of a key is needed. */
  protected abstract readonly key?: KeyReference;
  /** Returns whether the table has point-in-time recovery; undefined where that is not known. */
  protected abstract readonly hasRecovery?: boolean;

  /** Allows the grantee to read items of the table, but not to query its indexes. */
  grantRead(grantee: Grantee): void {
    this.allow(grantee, "Read", READ_ACTIONS);
  }

  /** Allows the grantee to query and scan one index. */
  grantReadIndex(grantee: Grantee, indexName: string): void {
    this.allowIndex(grantee, "Read", ["Query", "Scan"], indexName);
  }

  /** Allows the grantee to query one index, but not to scan it. */
  grantQueryIndex(grantee: Grantee, indexName: string): void {
    this.allowIndex(grantee, "Query", ["Query"], indexName);
  }

  /** Allows the grantee to create, change and delete items. */
  grantWrite(grantee: Grantee): void {
    this.allow(grantee, "Write", WRITE_ACTIONS);
  }

  /** Allows the grantee to read, create, change and delete items. */
  grantReadWrite(grantee: Grantee): void {
    this.grantRead(grantee);
    this.grantWrite(grantee);
  }

  /** Allows the grantee these actions on items only: the least that a function with known calls needs. */
  grantActions(grantee: Grantee, actions: readonly ItemAction[]): void {
    this.allow(grantee, [...actions].sort().join(""), [...actions].sort());
  }

  /**
   * Allows the grantee to read the records of the stream, as event source mappings do.
   *
   * @throws InputError when the table has no stream.
   */
  grantReadStream(grantee: Grantee): void {
    new Validation(this.node.scope!, this.node.id)
      .check(this.streamArn !== undefined, "stream", "none", "a stream", "set stream of the table, or its streamArn")
      .throwIfInvalid();
    this.allow(grantee, "ReadStreamOf", ["DescribeStream", "GetRecords", "GetShardIterator"], this.streamArn);
    grantee.addStatement({
      sid: "ListStreams",
      actions: ["dynamodb:ListStreams"],
      resources: ["*"],
      unscopedBecause: "ListStreams supports no resource",
    });
  }

  /**
   * Allows the grantee to export the table to S3, as jobs of Glue do. An export uses no read capacity and is billed by
   * the size of the table.
   *
   * @throws InputError when the table has no point-in-time recovery.
   */
  grantExport(grantee: Grantee): void {
    const fix = "set recoveryDays: DynamoDB exports from the continuous backup";
    new Validation(this.node.scope!, this.node.id)
      .check(this.hasRecovery !== false, "recoveryDays", "none", "point-in-time recovery", fix)
      .throwIfInvalid();
    const actions = ["DescribeContinuousBackups", "DescribeTable", "ExportTableToPointInTime"];
    this.allow(grantee, "ExportOf", actions);
    this.allow(grantee, "DescribeExportsOf", ["DescribeExport"], `${this.tableArn}/export/*`);
  }

  /** Refuses an index that the table does not have. */
  protected abstract requireIndex(indexName: string): void;

  private allowIndex(grantee: Grantee, verb: string, actions: readonly string[], indexName: string): void {
    this.requireIndex(indexName);
    const name = indexId(indexName).replace(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
    this.allow(grantee, `${verb}${name}Of`, actions, `${this.tableArn}/index/${indexName}`);
  }

  private allow(grantee: Grantee, verb: string, actions: readonly string[], resource = this.tableArn): void {
    grantee.addStatement({
      sid: sidOf(verb, this),
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [resource],
    });
    if (this.key) grantee.addStatement(this.decryption(this.key));
  }

  /** DynamoDB decrypts the key of the table as its caller, also for writes. */
  private decryption({ keyArn, region }: KeyReference) {
    const viaService = `dynamodb.${region}.${AwsStack.of(this).dnsSuffix}`;
    return {
      sid: sidOf("Decrypt", this),
      actions: ["kms:Decrypt"],
      resources: [keyArn],
      conditions: [{ test: "StringEquals", variable: "kms:ViaService", values: [viaService] }],
    };
  }
}
