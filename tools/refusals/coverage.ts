import { MAPPING, type Mapping, type Pack, type PackRule, Readings, shapeOf } from "../../policies/refusals";
import { cloudFormationType, producibleProperties } from "./producible";

/** Coverage of one rule by the mapping. */
export interface RuleCoverage {
  readonly rule: PackRule;
  /** Types of the rule that the mapping translates. */
  readonly types: readonly string[];
  /** Properties that the rule reads and no argument produces; empty if the rule can be evaluated. */
  readonly missing: readonly string[];
}

/** The rules about the types of the mapping, each with the properties that it reads in vain, sorted by id. */
export function coverageOf(
  { rules, libraries }: Pick<Pack, "rules" | "libraries">,
  mapping: Mapping = MAPPING,
): readonly RuleCoverage[] {
  const names = Object.keys(mapping).map((name) => cloudFormationType(name, mapping));
  const producible = new Map([...new Set(names)].map((type) => [type, producibleProperties(type, mapping)]));
  const readings = new Readings(libraries);
  return rules
    .map((rule) => {
      const types = rule.resourceTypes.filter((type) => producible.has(type));
      const known = types.flatMap(propertiesOf);
      const missing = [...readings.of(rule).names].filter(
        (name) => known.includes(name) && !types.some((type) => producible.get(type)!.has(name)),
      );
      return { rule, types, missing: missing.sort() };
    })
    .filter(({ types }) => types.length > 0)
    .sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
}

function propertiesOf(type: string): readonly string[] {
  const { properties, definitions } = shapeOf(type);
  return [properties, ...Object.values(definitions)].flatMap((one) => Object.keys(one));
}
