import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  aliasArn,
  inRegion,
  integer,
  physicalName,
  providerOfRegion,
  recurring,
  referenceIn,
  standardQueue,
} from "../core";
import type { ScheduleProps } from "./schedule-props";

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
        deadLetterQueue: standardQueue(region),
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
