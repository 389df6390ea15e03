import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  each,
  integer,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  topicArn,
  unique,
  type Rule,
} from "../core";
import { namesOf, type CompositeAlarmProps } from "./composite-alarm-props";

/** Children of a composite alarm (CloudWatch quotas). */
const MAX_CHILDREN = 100;

/**
 * Checks the limits of `PutCompositeAlarm`, which accepts names of alarms that do not exist.
 *
 * @throws InputError with every problem of the props.
 */
export function validateCompositeAlarm(scope: Construct, id: string, props: CompositeAlarmProps): void {
  requireProps(scope, id, props, { name: "string", why: "string", alarms: "list", topicArn: "string" });
  const { region } = props.regional ?? AwsStack.of(scope);
  const known = oneOf(Object.keys(namesOf(props.alarms)), "name a signal of the alarms in the list");
  const children: Rule<readonly string[]>[] = [
    satisfying(({ length }) => length >= 1 && length <= MAX_CHILDREN, "1 to 100 signal ids", "split the alarm"),
    unique(),
    each(known),
  ];
  new Validation(scope, id)
    .props(props, {
      name: physicalName("alarm name"),
      why: satisfying(({ length }) => length > 0 && length <= 1024, "1 to 1024 characters", "describe the alarm"),
      anyOf: children,
      allOf: children,
      topicArn: topicArn(region, "pass topicArn of a topic in the region of the alarms"),
      "suppressor.signalId": known,
      "suppressor.waitSeconds": integer(0, 3_600, "wait at most an hour"),
      "suppressor.extensionSeconds": integer(0, 3_600, "extend by at most an hour"),
      regional: providerOfRegion(),
    })
    .check(
      (props.anyOf === undefined) !== (props.allOf === undefined),
      "anyOf",
      props.anyOf,
      "either anyOf or allOf",
      "list the signals in one of them",
    )
    .throwIfInvalid();
}
