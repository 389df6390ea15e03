import type { TerraformJson } from "../../../modules/core";
import { literalCount, literalsOf, matchesLiterals, type Literals } from "./literals";
import type { ValueObject } from "./values";

/** Attributes of data sources by address without `data.`: `{ "aws_ssm_parameter.limit": { value: "5" } }`. */
export type DataValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The values of one data source, and the literal arguments by which the provider recognizes it. */
export interface KnownData {
  readonly type: string;
  readonly literals: Literals;
  readonly values: ValueObject;
}

/** The given values of the data sources of configurations, the least specific first. */
export function knownData(values: DataValues, configs: readonly TerraformJson[]): KnownData[] {
  const known = Object.entries(values).flatMap(([address, attributes]) => {
    const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
    return configs.flatMap(({ data }): KnownData[] => {
      const block = data?.[type]?.[name];
      return block ? [{ type, literals: literalsOf(block), values: attributes as ValueObject }] : [];
    });
  });
  return known.sort((a, b) => literalCount(a.literals) - literalCount(b.literals));
}

/** The values for a data source of these arguments. */
export function valuesFor(known: readonly KnownData[], type: string, config: ValueObject): ValueObject {
  const matches = known.filter((one) => one.type === type && matchesLiterals(one.literals, config));
  return Object.assign({}, ...matches.map(({ values }) => values)) as ValueObject;
}
