import { Construct } from "constructs";
import { AwsStack, sidOf, type Grantee, type KeyReference } from "../../core";

const READ_ACTIONS = [
  "glue:BatchGetPartition",
  "glue:GetDatabase",
  "glue:GetPartition",
  "glue:GetPartitions",
  "glue:GetTable",
  "glue:GetTables",
];
const WRITE_ACTIONS = [
  "glue:BatchCreatePartition",
  "glue:BatchDeletePartition",
  "glue:BatchUpdatePartition",
  "glue:CreatePartition",
  "glue:CreateTable",
  "glue:DeletePartition",
  "glue:DeleteTable",
  "glue:UpdatePartition",
  "glue:UpdateTable",
];

/** Grants on a database of the Glue Data Catalog, whether the stack creates it or not. */
export abstract class CatalogAccess extends Construct {
  abstract readonly databaseName: string;
  /** Key of the account's catalogue encryption. Without one no grant of a key is needed. */
  protected abstract readonly catalogKey?: KeyReference;

  /** ARN of the database. */
  get databaseArn(): string {
    return this.arnOf(`database/${this.databaseName}`);
  }

  /** Allows the grantee to read the definitions of tables and partitions, not their files. */
  grantRead(grantee: Grantee): void {
    this.allow(grantee, "ReadCatalogOf", READ_ACTIONS);
  }

  /** Allows the grantee to read, create, change and delete tables and partitions, not their files. */
  grantReadWrite(grantee: Grantee): void {
    this.grantRead(grantee);
    this.allow(grantee, "WriteCatalogOf", WRITE_ACTIONS);
  }

  /** Glue checks a table's actions on its catalogue and its database too. */
  private allow(grantee: Grantee, verb: string, actions: readonly string[]): void {
    const resources = [this.arnOf("catalog"), this.databaseArn, this.arnOf(`table/${this.databaseName}/*`)];
    grantee.addStatement({ sid: sidOf(verb, this), actions, resources });
    this.catalogKey?.grantUse(grantee);
  }

  private arnOf(resource: string): string {
    const { account, region, partition } = AwsStack.of(this);
    return `arn:${partition}:glue:${region}:${account}:${resource}`;
  }
}
