import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  each,
  integer,
  nonEmpty,
  oneOf,
  physicalName,
  providerOfRegion,
  satisfying,
} from "../core";
import { RESTORE_TESTING_TYPES, type RestoreTestingProps } from "./restore-testing-props";
import { SCHEDULE } from "./schedule";
import { vaultArnRule } from "./vault-arn";

const MAX_WINDOW_HOURS = 168;

/** Limits of `CreateRestoreTestingPlan` and `CreateRestoreTestingSelection`. */
export function validateRestoreTesting(scope: Construct, id: string, props: RestoreTestingProps): void {
  requireProps(scope, id, props, { name: "string", schedule: "string", vaultArns: "list", resourceTypes: "list" });
  const untested = (metadata: object): string[] =>
    Object.keys(metadata).filter((type) => !props.resourceTypes.some((tested) => tested === type));
  new Validation(scope, id)
    .props(props, {
      regional: providerOfRegion(),
      name: physicalName("restore testing plan name"),
      schedule: SCHEDULE,
      vaultArns: [
        nonEmpty("at least one vault", "pass the vaultArn of a vault"),
        each(vaultArnRule((props.regional ?? AwsStack.of(scope)).region)),
      ],
      resourceTypes: [
        nonEmpty("at least one type", "list the types to restore"),
        satisfying((types) => new Set(types).size === types.length, "types that differ", "list every type once"),
        each(oneOf(RESTORE_TESTING_TYPES, "use a type that AWS Backup can restore as a test")),
      ],
      restoreMetadata: satisfying(
        (metadata) => untested(metadata).length === 0,
        "types in resourceTypes",
        "remove it or test the type",
        untested,
      ),
      selectionWindowDays: integer(1, 365, "choose more days than the schedule's period"),
      startWindowHours: integer(1, MAX_WINDOW_HOURS, "let the test start within a week"),
      validationWindowHours: integer(1, MAX_WINDOW_HOURS, "keep the restored resource for an hour to a week"),
    })
    .throwIfInvalid();
}
