import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  aliasArn,
  inRegion,
  integer,
  parseCron,
  physicalName,
  providerOfRegion,
  referenceIn,
  standardQueueArn,
  type Rule,
} from "../core";
import type { ScheduleProps } from "./schedule-props";

const RATE = /^rate\((?:1 (?:minute|hour|day)|(?:[2-9]|[1-9]\d+) (?:minutes|hours|days))\)$/;

/**
 * Checks the limits of `CreateSchedule` and its `RetryPolicy`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateSchedule(scope: Construct, id: string, props: ScheduleProps): void {
  requireProps(scope, id, props, { name: "string", expression: "string", target: "object", deadLetterQueue: "any" });
  const { region } = props.regional ?? AwsStack.of(scope);
  const deadLetterQueue = props.deadLetterQueue === "none" ? undefined : props.deadLetterQueue;
  new Validation(scope, id)
    .props(
      { ...props, deadLetterQueue },
      {
        target: referenceIn(region, "aliasArn", aliasArn),
        deadLetterQueue: referenceIn(region, "queueArn", standardQueueArn),
        maximumRetryAttempts: integer(0, 185, "choose the number of retries"),
        maximumEventAgeSeconds: integer(60, 86_400, "choose one minute to one day"),
        key: inRegion(region),
        regional: providerOfRegion(),
        name: physicalName("schedule name"),
        expression: recurring(),
      },
    )
    .throwIfInvalid();
}

/**
 * Accepts rate and cron expressions of EventBridge Scheduler. One-off `at(...)` is refused, because it lies in the
 * past of one environment and in the future of another, and so are `L`, `W` and `#`.
 */
function recurring(): Rule<string> {
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
