import { parseCron } from "./cron";
import type { Rule } from "./rules";

const RATE = /^rate\((?:1 (?:minute|hour|day)|(?:[2-9]|[1-9]\d+) (?:minutes|hours|days))\)$/;

/**
 * Accepts rate and cron expressions of EventBridge Scheduler. One-off `at(...)` is refused, because it lies in the
 * past of one environment and in the future of another, and so are `L`, `W` and `#`.
 */
export function recurring(): Rule<string> {
  const fix = "write it like rate(1 minute), rate(5 minutes) or cron(0 3 * * ? *), which is daily at 3:00 UTC";
  return (expression) => {
    const allowed = expectedForm(expression);
    return allowed === undefined ? [] : [{ allowed, fix }];
  };
}

/** Returns the expected form of an invalid expression, nothing for a valid one. */
function expectedForm(expression: string): string | undefined {
  if (!expression.startsWith("rate(")) return parseCron(expression).fault;
  return RATE.test(expression) ? undefined : "a rate of 1 minute, hour or day, or of several minutes, hours or days";
}
