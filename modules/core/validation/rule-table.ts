import type { Rule } from "./rules";

type Leaf = string | number | boolean | readonly unknown[] | ((...parameters: never[]) => unknown);

/** The names of props, and of their fields as `prop.field`. */
type PropertyPath<Props> = {
  [Key in keyof Props & string]:
    Key | (NonNullable<Props[Key]> extends Leaf ? never : `${Key}.${keyof NonNullable<Props[Key]> & string}`);
}[keyof Props & string];

type ValueAt<Props, Path extends string> = Path extends keyof Props
  ? NonNullable<Props[Path]>
  : Path extends `${infer Key}.${infer Field}`
    ? Key extends keyof Props
      ? Field extends keyof NonNullable<Props[Key]>
        ? NonNullable<NonNullable<Props[Key]>[Field]>
        : never
      : never
    : never;

/** Rules by property. A misspelt property does not compile. */
export type RuleTable<Props> = {
  readonly [Path in PropertyPath<Props>]?: Rule<ValueAt<Props, Path>> | readonly Rule<ValueAt<Props, Path>>[];
};

interface Row {
  readonly property: string;
  readonly value: unknown;
  readonly rules: readonly Rule<unknown>[];
}

/** The rows of a table with the value that each property has in `props`. */
export function rowsOf<Props extends object>(props: Props, table: RuleTable<Props>): Row[] {
  return Object.entries<unknown>(table).map(([property, rules]) => ({
    property,
    value: valueAt(props, property),
    rules: (Array.isArray(rules) ? rules : [rules]) as Row["rules"],
  }));
}

function valueAt(props: object, property: string): unknown {
  return property
    .split(".")
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], props);
}
