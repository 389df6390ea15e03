import type { Construct } from "constructs";
import { Validation, matching, requireProps, type KeyReference } from "../../core";
import { CatalogAccess } from "./catalog-access";

/** A database that another module, stack or tool created. */
export class ExistingCatalog extends CatalogAccess {
  /** @throws InputError when the name is not that of a database. */
  constructor(
    scope: Construct,
    id: string,
    readonly databaseName: string,
    protected readonly catalogKey?: KeyReference,
  ) {
    requireProps(scope, id, { databaseName }, { databaseName: "string" });
    const rule = matching(/^[^/:*]{1,255}$/, "the name of a database", "pass the name, not the ARN");
    new Validation(scope, id).props({ databaseName }, { databaseName: rule }).throwIfInvalid();
    super(scope, id);
  }
}
