import type { InspectionStatement, Statement } from "./firewall-statements";
import { unitsOf } from "./managed-groups";

/** Capacity units included in the basic price of a web ACL (AWS WAF developer guide, capacity units; read 2026). */
export const INCLUDED_CAPACITY = 1500;
/** Quota of a web ACL. AWS charges for units above those included. */
export const MAX_CAPACITY = 5000;

const TRANSFORMATION = 10;
const IP_SET = 1;
const RATE_LIMIT = 2;
const BYTE_MATCH = { EXACTLY: 2, CONTAINS: 10 } as const;
const SQL_INJECTION = { LOW: 20, HIGH: 30 } as const;
const CROSS_SITE_SCRIPTING = 40;
const REGEX = 3;
const SIZE = 1;
const GEOGRAPHY = 1;
const LABEL = 1;

/**
 * Capacity units of a statement, computed from the numbers that AWS publishes for each kind.
 *
 * An upper bound: AWS counts a transformation of the same request component once, even if several statements share
 * it.
 */
export function capacityUnits(statement: Statement): number {
  if ("and_statement" in statement) return total(statement.and_statement.statement);
  if ("or_statement" in statement) return total(statement.or_statement.statement);
  if ("not_statement" in statement) return capacityUnits(statement.not_statement.statement);
  if ("ip_set_reference_statement" in statement) return IP_SET;
  if ("rate_based_statement" in statement) return RATE_LIMIT;
  if ("managed_rule_group_statement" in statement) {
    const { name, scope_down_statement: scope } = statement.managed_rule_group_statement;
    return unitsOf(name) + (scope ? capacityUnits(scope) : 0);
  }
  if ("geo_match_statement" in statement) return GEOGRAPHY;
  if ("label_match_statement" in statement) return LABEL;
  return inspectionUnits(statement);
}

/** Capacity units of the rules of a web ACL. */
export function totalCapacityUnits(rules: readonly { readonly statement: Statement }[]): number {
  return total(rules.map(({ statement }) => statement));
}

function total(statements: readonly Statement[]): number {
  return statements.reduce((sum, statement) => sum + capacityUnits(statement), 0);
}

function inspectionUnits(statement: InspectionStatement): number {
  if ("byte_match_statement" in statement) {
    const inspection = statement.byte_match_statement;
    return BYTE_MATCH[inspection.positional_constraint] + transformationUnits(inspection);
  }
  if ("regex_match_statement" in statement) return REGEX + transformationUnits(statement.regex_match_statement);
  if ("size_constraint_statement" in statement) return SIZE + transformationUnits(statement.size_constraint_statement);
  if ("xss_match_statement" in statement) {
    return CROSS_SITE_SCRIPTING + transformationUnits(statement.xss_match_statement);
  }
  const inspection = statement.sqli_match_statement;
  return SQL_INJECTION[inspection.sensitivity_level] + transformationUnits(inspection);
}

interface Transformed {
  readonly text_transformation: readonly { readonly type: string }[];
}

function transformationUnits({ text_transformation }: Transformed): number {
  return TRANSFORMATION * text_transformation.filter(({ type }) => type !== "NONE").length;
}
