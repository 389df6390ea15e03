import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  inRegion,
  integer,
  physicalName,
  providerOfRegion,
  requireProps,
  standardQueue,
} from "../../core";
import { archiveNameOf, type EventBusProps } from "./event-bus-props";

const MAX_ARCHIVE_DAYS = 3_650;

/**
 * Checks the limits of `CreateEventBus` and `CreateArchive`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateEventBus(scope: Construct, id: string, props: EventBusProps): void {
  requireProps(scope, id, props, { name: "string" });
  const { region } = props.regional ?? AwsStack.of(scope);
  const { name, key, archiveDays } = props;
  new Validation(scope, id)
    .props(props, {
      name: physicalName("event bus name"),
      key: inRegion(region, "encrypt the events with a key of the bus's region"),
      deadLetterQueue: standardQueue(region),
      archiveDays: integer(1, MAX_ARCHIVE_DAYS, "retain events for at most ten years"),
      regional: providerOfRegion(),
    })
    .apply("name", archiveDays === undefined ? undefined : archiveNameOf(name), physicalName("archive name"))
    .check(
      !key || archiveDays === undefined,
      "archiveDays",
      archiveDays,
      "no archive of a bus with a key",
      "omit key, or archive the events by a rule whose target stores them",
    )
    .throwIfInvalid();
}
