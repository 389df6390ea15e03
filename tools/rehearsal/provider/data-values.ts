import type { TerraformJson } from "../../../modules/core";
import type { ValueObject } from "./values";

/** Attributes of data sources by address without `data.`: `{ "aws_ssm_parameter.limit": { value: "5" } }`. */
export type DataValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The values of one data source, and the literal arguments by which the provider recognizes it. */
export interface KnownData {
  readonly type: string;
  readonly literals: Readonly<Record<string, unknown>>;
  readonly values: ValueObject;
}

/**
 * The provider sees arguments and no addresses, so values are found by the literal arguments of their data source.
 */
export function knownData(values: DataValues, configs: readonly TerraformJson[]): KnownData[] {
  return Object.entries(values).flatMap(([address, attributes]) => {
    const [type = "", name = ""] = address.split(".");
    return configs.flatMap(({ data }): KnownData[] => {
      const block = data?.[type]?.[name];
      return block ? [{ type, literals: literalsOf(block), values: attributes as ValueObject }] : [];
    });
  });
}

/** The values for a data source of these arguments. */
export function valuesFor(known: readonly KnownData[], type: string, config: ValueObject): ValueObject {
  const matches = known.filter(
    (one) => one.type === type && Object.entries(one.literals).every(([name, value]) => config[name] === value),
  );
  return Object.assign({}, ...matches.map(({ values }) => values)) as ValueObject;
}

function literalsOf(block: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isLiteral = (value: unknown): boolean =>
    ["number", "boolean"].includes(typeof value) || (typeof value === "string" && !value.includes("${"));
  const meta = ["//", "provider", "count", "for_each", "depends_on"];
  return Object.fromEntries(Object.entries(block).filter(([name, value]) => !meta.includes(name) && isLiteral(value)));
}
