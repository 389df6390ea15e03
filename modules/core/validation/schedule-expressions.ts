import { parseCron } from "./cron";
import { satisfying, type Rule } from "./rules";

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

/** Accepts cron expressions of Glue, which knows no rates and starts nothing twice in five minutes. */
export function glueSchedule(): Rule<string> {
  const fix = "write it like cron(0 3 * * ? *), which is daily at 3:00 UTC";
  const apart = satisfying(
    isFiveMinutesApart,
    "starts that are at least five minutes apart",
    "start less often: Glue refuses the schedule",
  );
  return (expression) => {
    const { fault } = parseCron(expression);
    return fault === undefined ? apart(expression) : [{ allowed: fault, fix }];
  };
}

function isFiveMinutesApart(expression: string): boolean {
  const minutes = parseCron(expression).fields!.minutes;
  return minutes.every((minute, index) => index === 0 || minute - minutes[index - 1]! >= 5);
}
