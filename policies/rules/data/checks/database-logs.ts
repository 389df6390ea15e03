import { fail, unknown } from "../../../engine/checks";
import type { Values } from "../../../engine/resource";
import type { Check } from "../../../engine/rule";
import { isUnresolved, numberOf, recordsOf } from "../../../engine/values";

/** Parameters that log slow statements and schema changes, by engine. */
const STATEMENT_LOGS: readonly (readonly [engine: RegExp, parameter: string, holds: (value: unknown) => boolean])[] = [
  [/postgres/, "log_statement", (value) => ["ddl", "mod", "all"].includes(String(value))],
  [/postgres/, "log_min_duration_statement", (value) => (numberOf(value) ?? -1) >= 0],
  [/mysql|mariadb/, "slow_query_log", (value) => ["1", "ON"].includes(String(value))],
];

/** Requires the parameters without which exported logs contain no statements. */
export const logsStatements: Check = ({ type, values }) => {
  const family = String(values["family"]);
  // Aurora uses the parameter group of the cluster.
  if (type === "aws_db_parameter_group" && family.startsWith("aurora")) return [];
  return STATEMENT_LOGS.filter(([engine]) => engine.test(family)).flatMap(([, name, holds]) => {
    const value = parameterAt(values, name);
    if (isUnresolved(value)) return [unknown("parameter")];
    return holds(value) ? [] : [fail("parameter", `must set ${name} to log slow statements and schema changes`)];
  });
};

function parameterAt(values: Values, name: string): unknown {
  return recordsOf(values["parameter"]).find((one) => one["name"] === name)?.["value"];
}
