import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { Validation, arn, isKnown, matching, requireProps, satisfying, type KeyReference } from "../../core";
import { TableAccess } from "./table-access";

export interface ExistingTableSettings {
  /** Key that encrypts the table; grants allow its use. @default the table uses no customer managed key */
  readonly key?: KeyReference;
  /** ARN of the table's stream, which `grantReadStream` needs. @default none */
  readonly streamArn?: string;
}

/** A table that another module, stack or tool created. */
export class ExistingTable extends TableAccess {
  readonly tableName: string;
  readonly streamArn?: string;
  protected readonly key?: KeyReference;
  protected readonly hasRecovery = undefined;

  /** @throws InputError when an ARN is not that of a table, or of its stream. */
  constructor(
    scope: Construct,
    id: string,
    readonly tableArn: string,
    { key, streamArn }: ExistingTableSettings,
  ) {
    requireProps(scope, id, { tableArn }, { tableArn: "string" });
    new Validation(scope, id)
      .props(
        { tableArn, streamArn },
        {
          tableArn: arn(
            { of: "a DynamoDB table", service: "dynamodb", resource: /table\/[\w.-]{3,255}/ },
            "copy it from the table",
          ),
          streamArn: satisfying(
            (stream) => !isKnown(tableArn) || stream.startsWith(`${tableArn}/stream/`),
            "a stream of the table",
            "copy the latest stream ARN of the table",
          ),
        },
      )
      .throwIfInvalid();
    super(scope, id);
    this.key = key;
    this.streamArn = streamArn;
    this.tableName = isKnown(tableArn) ? tableArn.split("/")[1]! : Fn.element(Fn.split("/", tableArn), 1);
  }

  protected requireIndex(indexName: string): void {
    const rule = matching(/^[\w.-]{3,255}$/, "the name of an index", "pass the name, not the ARN");
    new Validation(this.node.scope!, this.node.id).props({ indexName }, { indexName: rule }).throwIfInvalid();
  }
}
