import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  fields,
  inRegion,
  matching,
  nonEmpty,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  type Rule,
} from "../../core";
import { TABLE_FORMATS, type CatalogTable, type DataCatalogProps } from "./data-catalog-props";
import { folder } from "./folder-rule";
import { projectionRule } from "./projection-rules";

/** Names that Athena accepts without quoting; Glue lower-cases others, and every plan would differ. */
const COLUMN_NAME = /^[a-z_][a-z0-9_]{0,254}$/;
const SIMPLE_TYPE =
  /^(?:boolean|tinyint|smallint|int|bigint|float|double|string|binary|date|timestamp|decimal\(\d{1,2},\d{1,2}\)|(?:char|varchar)\(\d{1,5}\))$/;
const NESTED_TYPE = /^(?:array|map|struct)<[a-z0-9_:,<>()]+>$/;

/**
 * Checks a database and its tables against what Glue and Athena accept.
 *
 * @throws InputError with every problem of the props.
 */
export function validateDataCatalog(scope: Construct, id: string, props: DataCatalogProps): void {
  requireProps(scope, id, props, { name: "string" });
  new Validation(scope, id)
    .props(props, {
      name: physicalName("Glue database name"),
      description: descriptionRule(),
      tables: (tables) => Object.entries(tables).flatMap(([name, table]) => tableProblems(name, table)),
      catalogKey: inRegion((props.regional ?? AwsStack.of(scope)).region),
      regional: providerOfRegion(),
    })
    .throwIfInvalid();
}

function descriptionRule(): Rule<string> {
  return matching(/^[^\r\n]{0,2048}$/, "at most 2048 characters in one line", "shorten the description");
}

const tableProblems = (name: string, table: CatalogTable): ReturnType<Rule<CatalogTable>> =>
  [...physicalName("Glue table name", "the table")(name), ...tableRule(table)].map((violation) => ({
    value: table,
    ...violation,
    below: `.${name}${violation.below ?? ""}`,
  }));

const tableRule: Rule<CatalogTable> = fields<CatalogTable>(({ columns }) => ({
  description: descriptionRule(),
  prefix: folder(),
  format: oneOf<string>(TABLE_FORMATS, "choose the format of the files"),
  columns: columnsRule,
  partitions: (partitions) =>
    Object.entries(partitions).flatMap(([name, projection]) =>
      [...columnName(name), ...unusedName(columns)(name), ...projectionRule(projection)].map((violation) => ({
        value: projection,
        ...violation,
        below: `.${name}${violation.below ?? ""}`,
      })),
    ),
}));

const columnsRule: Rule<CatalogTable["columns"]> = (columns) => [
  ...nonEmpty("at least one column", "list the columns of the files")(Object.keys(columns)),
  ...Object.entries(columns).flatMap(([name, type]) =>
    [...columnName(name), ...columnType(type)].map((violation) => ({ value: type, ...violation, below: `.${name}` })),
  ),
];

const columnName: Rule<string> = matching(
  COLUMN_NAME,
  "a column name of lower-case letters, digits and _",
  "rename the column",
);

const columnType: Rule<string> = satisfying(
  (type) => SIMPLE_TYPE.test(type) || NESTED_TYPE.test(type),
  "a Hive type such as string, bigint, decimal(10,2), timestamp or array<string>",
  "write the type as Athena does in CREATE TABLE",
);

/** A column of the same name in the files hides the partition. */
function unusedName(columns: CatalogTable["columns"]): Rule<string> {
  return satisfying(
    (name) => !(name in columns),
    "a partition column that is not in columns",
    "remove the column: the folder has its value",
  );
}
