import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  integer,
  oneOf,
  physicalName,
  providerOfRegion,
  recurring,
  requireProps,
  satisfying,
  standardQueue,
  type Rule,
} from "../../core";
import type { ContainerSettings } from "./container-definition";
import { FARGATE_TASK_PROPS, fargateTaskRules } from "./fargate-task-validation";
import type { ScheduledTaskProps } from "./scheduled-task-props";

/**
 * Checks the limits of `RegisterTaskDefinition` and `CreateSchedule`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateScheduledTask(scope: Construct, id: string, props: ScheduledTaskProps): void {
  requireProps(scope, id, props, {
    ...FARGATE_TASK_PROPS,
    expression: "string",
    deadLetterQueue: "any",
  });
  const { region } = props.regional ?? AwsStack.of(scope);
  const deadLetterQueue = props.deadLetterQueue === "none" ? undefined : props.deadLetterQueue;
  const rules = fargateTaskRules(region, props);
  new Validation(scope, id)
    .props(
      { ...props, deadLetterQueue },
      {
        ...rules,
        container: [rules.container, withoutPort()],
        expression: recurring(),
        deadLetterQueue: standardQueue(region),
        maximumRetryAttempts: integer(0, 185, "choose the number of retries"),
        maximumEventAgeSeconds: integer(60, 86_400, "choose one minute to one day"),
        successWithinHours: integer(1, 168, "choose more than the interval of the schedule, a week at most"),
        state: oneOf<string>(["ENABLED", "DISABLED"], "choose one"),
        regional: providerOfRegion(),
        name: [...rules.name, physicalName("schedule name")],
      },
    )
    .throwIfInvalid();
}

function withoutPort(): Rule<ContainerSettings> {
  return satisfying<ContainerSettings>(
    ({ port }) => port === undefined,
    "no port for a task that runs and ends",
    "omit container.port, or create a FargateService",
    ({ port }) => port,
  );
}
