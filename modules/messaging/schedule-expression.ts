import { parseCron, type Validation } from "../core";

const RATE = /^rate\((?:1 (?:minute|hour|day)|(?:[2-9]|[1-9]\d+) (?:minutes|hours|days))\)$/;

/**
 * Checks that EventBridge Scheduler takes the expression. One-off `at(...)` is refused: it would run in one environment's past and
 * another's future. So are `L`, `W` and `#`.
 */
export function checkExpression(validation: Validation, property: string, expression: string): void {
  const fault = faultOf(expression);
  const example = "write it like rate(1 minute), rate(5 minutes) or cron(0 3 * * ? *), which is daily at 3:00 UTC";
  validation.check(fault === undefined, property, expression, fault ?? "", example);
}

/** What the expression would have to be, or nothing when it is that. */
function faultOf(expression: string): string | undefined {
  if (!expression.startsWith("rate(")) return parseCron(expression).fault;
  return RATE.test(expression) ? undefined : "a rate of 1 minute, hour or day, or of several minutes, hours or days";
}
