import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import type { Construct } from "constructs";
import { useProviderOf, withDefaults, type KeyReference } from "../../core";
import { CatalogAccess } from "./catalog-access";
import { DATA_CATALOG_DEFAULTS, type DataCatalogProps } from "./data-catalog-props";
import { validateDataCatalog } from "./data-catalog-validation";
import { ExistingCatalog } from "./existing-catalog";
import { tableArguments } from "./table-schema";

/**
 * Stateful. A database of the Glue Data Catalog with external tables over files in S3. Athena computes the partitions
 * of a table by projection, so that no crawler must find them.
 *
 * The encryption of the catalogue is a setting of the whole account: `CatalogEncryption` of `groundplan/account`.
 */
export class DataCatalog extends CatalogAccess {
  readonly databaseName: string;
  /** Names of the tables of `tables`. */
  readonly tableNames: readonly string[];
  protected readonly catalogKey?: KeyReference;

  /** @throws InputError when Glue or Athena would refuse a name, a type, a prefix or a projection. */
  constructor(scope: Construct, id: string, props: DataCatalogProps) {
    validateDataCatalog(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, description, tables, deletionProtection } = withDefaults(props, DATA_CATALOG_DEFAULTS);
    const database = new GlueCatalogDatabase(this, "database", {
      name,
      description,
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.databaseName = database.name;
    this.catalogKey = props.catalogKey;
    this.tableNames = Object.entries(tables).map(
      ([tableName, table]) =>
        new GlueCatalogTable(this, `table-${tableName.replaceAll("_", "-")}`, {
          name: tableName,
          databaseName: database.name,
          ...tableArguments(table),
        }).name,
    );
  }

  /**
   * A database that exists already.
   *
   * @param catalogKey - key of the account's catalogue encryption. @default none that grants must allow
   * @throws InputError when the name is not that of a database.
   */
  static fromName(scope: Construct, id: string, databaseName: string, catalogKey?: KeyReference): CatalogAccess {
    return new ExistingCatalog(scope, id, databaseName, catalogKey);
  }
}
