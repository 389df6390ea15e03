import { fields, integer, nonEmpty, oneOf, satisfying, unique, type Rule } from "../../core";
import { DATE_FORMATS, type DateFormat, type PartitionProjection } from "./data-catalog-props";

/** Athena reads `,` as the end of a value. */
const ENUM_VALUE = /^[\w.-]+$/;
const PROJECTION_TYPES = ["date", "integer", "enum", "injected"];

type Projection<Type extends PartitionProjection["type"]> = Extract<PartitionProjection, { type: Type }>;

/** Accepts partition projections whose values Athena can compute. */
export const projectionRule: Rule<PartitionProjection> = (projection) => {
  switch (projection.type) {
    case "date":
      return dateRule(projection);
    case "integer":
      return integerRule(projection);
    case "enum":
      return enumRule(projection);
    default:
      return typeRule(projection);
  }
};

const dateRule: Rule<Projection<"date">> = fields<Projection<"date">>(({ format }) => ({
  format: oneOf(Object.keys(DATE_FORMATS) as DateFormat[], "choose the format of the folder names"),
  from: satisfying(
    (from) => from.replaceAll(/\d/g, "0") === String(format).replaceAll(/[yMdH]/g, "0"),
    `a date as ${format}`,
    "write the first date of the data in the format of the folder names",
  ),
}));

const integerRule: Rule<Projection<"integer">> = fields<Projection<"integer">>(({ min }) => ({
  min: integer(0, Number.MAX_SAFE_INTEGER, "write the first value"),
  max: integer(min, Number.MAX_SAFE_INTEGER, "write the last value, which is not below min"),
  digits: integer(1, 20, "write the number of digits in folder names"),
}));

const enumRule: Rule<Projection<"enum">> = fields<Projection<"enum">>(() => ({
  values: [
    nonEmpty("at least one value", "list the values"),
    satisfying<readonly string[]>(
      (values) => values.every((value) => ENUM_VALUE.test(value)),
      "values of letters, digits, ., _ and -",
      "rename the folders: a comma ends a value",
    ),
    unique(),
  ],
}));

const typeRule: Rule<Projection<"injected">> = fields<Projection<"injected">>(() => ({
  type: oneOf<string>(PROJECTION_TYPES, "choose how Athena computes the values"),
}));
