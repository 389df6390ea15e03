import type { GlueCatalogTableConfig } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { DATE_FORMATS, type CatalogTable, type PartitionProjection, type TableFormat } from "./data-catalog-props";

const TEXT_FILES = {
  inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
  outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
} as const;

interface FileFormat {
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly serializationLibrary: string;
  /** Parameters of the serializer. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Parameters of the table. */
  readonly tableParameters?: Readonly<Record<string, string>>;
}

const FORMATS: Readonly<Record<TableFormat, FileFormat>> = {
  parquet: {
    inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
    serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
    parameters: { "serialization.format": "1" },
  },
  json: { ...TEXT_FILES, serializationLibrary: "org.openx.data.jsonserde.JsonSerDe", parameters: {} },
  csv: {
    ...TEXT_FILES,
    serializationLibrary: "org.apache.hadoop.hive.serde2.OpenCSVSerde",
    parameters: { separatorChar: ",", quoteChar: '"', escapeChar: "\\" },
    tableParameters: { "skip.header.line.count": "1" },
  },
};

type TableArguments = Pick<
  GlueCatalogTableConfig,
  "description" | "tableType" | "parameters" | "partitionKeys" | "storageDescriptor"
>;

/** Arguments of an external table, with the parameters by which Athena computes its partitions. */
export function tableArguments({ description, bucket, prefix, format, ...schema }: CatalogTable): TableArguments {
  const { inputFormat, outputFormat, serializationLibrary, parameters, tableParameters } = FORMATS[format];
  const partitions = Object.entries(schema.partitions ?? {});
  return {
    description,
    tableType: "EXTERNAL_TABLE",
    parameters: { EXTERNAL: "TRUE", classification: format, ...tableParameters, ...projectionParameters(partitions) },
    partitionKeys: partitions.map(([name, { type }]) => ({ name, type: type === "integer" ? "bigint" : "string" })),
    storageDescriptor: {
      location: `s3://${bucket.bucketName}/${prefix}`,
      inputFormat,
      outputFormat,
      columns: Object.entries(schema.columns).map(([name, type]) => ({ name, type })),
      serDeInfo: { serializationLibrary, parameters: { ...parameters } },
    },
  };
}

/** The folders are Hive's, `<column>=<value>/`, which Athena assumes without a location template. */
function projectionParameters(partitions: readonly (readonly [string, PartitionProjection])[]): Record<string, string> {
  if (partitions.length === 0) return {};
  const parameters = partitions.flatMap(([name, projection]) =>
    Object.entries(parametersOf(projection)).map(([key, value]) => [`projection.${name}.${key}`, value]),
  );
  return { "projection.enabled": "true", ...(Object.fromEntries(parameters) as Record<string, string>) };
}

function parametersOf(projection: PartitionProjection): Record<string, string> {
  const { type } = projection;
  switch (type) {
    case "date": {
      const { format, from } = projection;
      return { type, format, range: `${from},NOW`, interval: "1", "interval.unit": DATE_FORMATS[format] };
    }
    case "integer": {
      const { min, max, digits } = projection;
      return { type, range: `${min},${max}`, ...(digits === undefined ? {} : { digits: String(digits) }) };
    }
    case "enum":
      return { type, values: projection.values.join(",") };
    case "injected":
      return { type };
  }
}
