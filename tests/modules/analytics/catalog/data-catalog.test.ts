import { InputError, type AwsStack, type KeyReference } from "../../../../modules/core";
import {
  DATA_CATALOG_DEFAULTS,
  DataCatalog,
  type CatalogTable,
  type DataCatalogProps,
  type PartitionProjection,
} from "../../../../modules/analytics/catalog";
import { synthesizeStack } from "../../../../testing";
import { testRole } from "../../../support/synth";

const bucket = { bucketName: "shop-lake", bucketArn: "arn:aws:s3:::shop-lake" };
const orders: CatalogTable = {
  bucket,
  prefix: "orders/",
  format: "parquet",
  columns: { id: "string", total: "decimal(10,2)", items: "array<struct<sku:string,count:int>>" },
};
const props: DataCatalogProps = { name: "shop_lake", tables: { orders } };

const createCatalog = (stack: AwsStack<"us-east-1">, differences: Partial<DataCatalogProps> = {}) =>
  new DataCatalog(stack, "lake", { ...props, ...differences });

const synthesizeCatalog = (differences: Partial<DataCatalogProps> = {}) =>
  synthesizeStack((stack) => createCatalog(stack, differences));

const tableOf = (differences: Partial<CatalogTable>) =>
  synthesizeCatalog({ tables: { orders: { ...orders, ...differences } } }).resource("aws_glue_catalog_table");

const projectionOf = (projection: PartitionProjection) => tableOf({ partitions: { part: projection } });

function problemsOf(differences: Partial<DataCatalogProps>): string[] {
  try {
    synthesizeCatalog(differences);
  } catch (error) {
    return (error as InputError).problems.map(({ property, value }) => `${property}: ${JSON.stringify(value)}`);
  }
  return [];
}

const tableProblems = (differences: Partial<CatalogTable>) =>
  problemsOf({ tables: { orders: { ...orders, ...differences } } });

const partitionProblems = (projection: PartitionProjection) => tableProblems({ partitions: { part: projection } });

describe("DataCatalog", () => {
  test("the database is protected from deletion", () => {
    expect(synthesizeCatalog({ description: "Lake" }).resource("aws_glue_catalog_database")).toMatchObject({
      name: "shop_lake",
      description: "Lake",
      lifecycle: { prevent_destroy: true },
    });
    const unprotected = synthesizeCatalog({ deletionProtection: false }).resource("aws_glue_catalog_database");
    expect(unprotected).toMatchObject({ lifecycle: { prevent_destroy: false } });
  });

  test("the defaults have these values, also for settings that are undefined", () => {
    expect(DATA_CATALOG_DEFAULTS).toEqual({ tables: {}, deletionProtection: true });
    const undefinedOnes = { tables: undefined, deletionProtection: undefined };
    expect(synthesizeCatalog(undefinedOnes).config).toEqual(synthesizeCatalog({ tables: {} }).config);
  });

  test("a table is external, with its columns in order", () => {
    expect(tableOf({ description: "Orders" })).toMatchObject({
      name: "orders",
      description: "Orders",
      database_name: expect.stringMatching(/^\$\{aws_glue_catalog_database\.lake_database_\w+\.name\}$/),
      table_type: "EXTERNAL_TABLE",
      parameters: { EXTERNAL: "TRUE", classification: "parquet" },
      storage_descriptor: {
        location: "s3://shop-lake/orders/",
        columns: [
          { name: "id", type: "string" },
          { name: "total", type: "decimal(10,2)" },
          { name: "items", type: "array<struct<sku:string,count:int>>" },
        ],
        ser_de_info: { serialization_library: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" },
      },
    });
    expect(tableOf({})["parameters"]).not.toHaveProperty(["projection.enabled"]);
  });

  test("JSON and CSV files have the serializers of Athena, CSV without its first line", () => {
    expect(tableOf({ format: "json" })).toMatchObject({
      parameters: { classification: "json" },
      storage_descriptor: { ser_de_info: { serialization_library: "org.openx.data.jsonserde.JsonSerDe" } },
    });
    expect(tableOf({ format: "csv" })).toMatchObject({
      parameters: { classification: "csv", "skip.header.line.count": "1" },
      storage_descriptor: {
        ser_de_info: {
          serialization_library: "org.apache.hadoop.hive.serde2.OpenCSVSerde",
          parameters: { separatorChar: ",", quoteChar: '"', escapeChar: "\\" },
        },
      },
    });
  });

  test.each([
    [
      { type: "date", format: "yyyy-MM-dd", from: "2026-01-31" },
      "string",
      {
        "projection.part.type": "date",
        "projection.part.format": "yyyy-MM-dd",
        "projection.part.range": "2026-01-31,NOW",
        "projection.part.interval": "1",
        "projection.part.interval.unit": "DAYS",
      },
    ],
    [
      { type: "date", format: "yyyy-MM-dd-HH", from: "2026-01-31-00" },
      "string",
      { "projection.part.interval.unit": "HOURS" },
    ],
    [{ type: "integer", min: 0, max: 23, digits: 2 }, "bigint", { "projection.part.digits": "2" }],
    [{ type: "integer", min: 1, max: 9 }, "bigint", { "projection.part.range": "1,9" }],
    [{ type: "enum", values: ["eu", "us"] }, "string", { "projection.part.values": "eu,us" }],
    [{ type: "injected" }, "string", { "projection.part.type": "injected" }],
  ] as const)("Athena computes the partitions of %j", (projection, type, parameters) => {
    const table = projectionOf(projection);
    expect(table["partition_keys"]).toEqual([{ name: "part", type }]);
    expect(table["parameters"]).toMatchObject({ "projection.enabled": "true", ...parameters });
  });

  test("an integer without digits is not padded", () => {
    expect(projectionOf({ type: "integer", min: 1, max: 9 })["parameters"]).not.toHaveProperty([
      "projection.part.digits",
    ]);
  });

  test("tables are named by their name, and construct ids have no underscore", () => {
    const stack = synthesizeCatalog({ tables: { order_items: orders } });
    expect(Object.keys(stack.resources("aws_glue_catalog_table"))).toEqual([
      expect.stringMatching(/^lake_table-order-items_/),
    ]);
    expect(stack.resource("aws_glue_catalog_table")).toMatchObject({ name: "order_items" });
  });
});

describe("grants of a DataCatalog", () => {
  const catalogArns = [
    "arn:aws:glue:us-east-1:111122223333:catalog",
    expect.stringMatching(
      /^arn:aws:glue:us-east-1:111122223333:database\/\$\{aws_glue_catalog_database\.\w[\w-]*\.name\}$/,
    ),
    expect.stringMatching(/^arn:aws:glue:us-east-1:111122223333:table\/\$\{.*\.name\}\/\*$/),
  ];

  test("grantRead allows reading definitions of this database only", () => {
    const stack = synthesizeStack((scope) => createCatalog(scope).grantRead(testRole(scope)));
    const [statement, ...others] = stack.statements(/role_permissions/);
    expect(others).toEqual([]);
    expect(statement).toMatchObject({ sid: "ReadCatalogOfLake", resources: catalogArns });
    expect((statement!["actions"] as string[]).filter((action) => !/^glue:(?:Get|BatchGet)/.test(action))).toEqual([]);
  });

  test("grantReadWrite allows changing tables and partitions, not the database", () => {
    const stack = synthesizeStack((scope) => createCatalog(scope).grantReadWrite(testRole(scope)));
    const actions = stack.statements(/role_permissions/).flatMap(({ actions }) => actions as string[]);
    expect(actions).toEqual(expect.arrayContaining(["glue:GetTable", "glue:CreateTable", "glue:UpdatePartition"]));
    expect(actions.filter((action) => /(?:Create|Update|Delete)Database/.test(action))).toEqual([]);
  });

  test("grants allow the use of the key of an encrypted catalogue", () => {
    const grantUse = jest.fn();
    const catalogKey = { keyArn: "arn:aws:kms:us-east-1:111122223333:key/1", region: "us-east-1", grantUse } as const;
    synthesizeStack((scope) => createCatalog(scope, { catalogKey }).grantRead(testRole(scope)));
    expect(grantUse).toHaveBeenCalledTimes(1);
  });

  test("an existing database is granted by its name", () => {
    const stack = synthesizeStack((scope) => {
      const existing = DataCatalog.fromName(scope, "legacy", "legacy");
      expect(existing.databaseArn).toBe("arn:aws:glue:us-east-1:111122223333:database/legacy");
      existing.grantRead(testRole(scope));
    });
    expect(stack.statements(/role_permissions/)).toMatchObject([
      {
        sid: "ReadCatalogOfLegacy",
        resources: expect.arrayContaining(["arn:aws:glue:us-east-1:111122223333:table/legacy/*"]),
      },
    ]);
    const byArn = () =>
      synthesizeStack((scope) => DataCatalog.fromName(scope, "a", "arn:aws:glue:us-east-1:1:database/a"));
    expect(byArn).toThrow("pass the name, not the ARN");
  });
});

describe("a DataCatalog is refused", () => {
  test("with names that Glue lower-cases or Athena cannot read", () => {
    expect(problemsOf({ name: "ShopLake" })).toEqual(['name: "ShopLake"']);
    expect(problemsOf({ tables: { Orders: orders } })).toEqual(['tables.Orders: "Orders"']);
    expect(tableProblems({ columns: { Id: "string", "order-id": "string" } })).toEqual([
      'tables.orders.columns.Id: "Id"',
      'tables.orders.columns.order-id: "order-id"',
    ]);
    expect(problemsOf({ description: "x".repeat(2049) })).toEqual([expect.stringMatching(/^description: /)]);
  });

  test("with another key region than its own", () => {
    const catalogKey = {
      keyArn: "arn:aws:kms:eu-west-1:1:key/1",
      region: "eu-west-1",
      grantUse: () => {},
    } as KeyReference;
    expect(problemsOf({ catalogKey })).toEqual(['catalogKey.region: "eu-west-1"']);
  });

  test.each([
    [{ columns: {} }, "columns: []"],
    [{ columns: { id: "text" } }, 'columns.id: "text"'],
    [{ columns: { id: "VARCHAR(10)" } }, 'columns.id: "VARCHAR(10)"'],
    [{ prefix: "/orders/" }, 'prefix: "/orders/"'],
    [{ prefix: "orders" }, 'prefix: "orders"'],
    [{ format: "orc" as "json" }, 'format: "orc"'],
    [{ description: "x\ny" }, 'description: "x\\ny"'],
    [{ partitions: { id: { type: "injected" } } }, 'partitions.id: "id"'],
    [{ partitions: { Day: { type: "injected" } } }, 'partitions.Day: "Day"'],
  ] as const)("with the table %j", (differences, problem) => {
    expect(tableProblems(differences)).toEqual([`tables.orders.${problem}`]);
  });

  test.each([
    [{ type: "date", format: "yyyy-MM-dd", from: "2026-1-31" }, 'from: "2026-1-31"'],
    [{ type: "date", format: "yyyy", from: "2026-01" }, 'from: "2026-01"'],
    [{ type: "integer", min: -1, max: 2 }, "min: -1"],
    [{ type: "integer", min: 3, max: 2 }, "max: 2"],
    [{ type: "integer", min: 0, max: 2, digits: 0 }, "digits: 0"],
    [{ type: "enum", values: [] }, "values: []"],
    [{ type: "enum", values: ["a,b"] }, 'values: ["a,b"]'],
    [{ type: "enum", values: ["a", "a"] }, 'values: "a"'],
    [{ type: "list" as "injected" }, 'type: "list"'],
  ] as const)("with the projection %j", (projection, problem) => {
    expect(partitionProblems(projection)).toEqual([`tables.orders.partitions.part.${problem}`]);
  });

  test("with a date format that Athena could not step through", () => {
    const projection = { type: "date", format: "dd/MM" as "yyyy", from: "31/01" } as const;
    expect(partitionProblems(projection)).toEqual(['tables.orders.partitions.part.format: "dd/MM"']);
  });
});
