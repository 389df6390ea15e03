import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  each,
  fields,
  inRegion,
  integer,
  nonEmpty,
  oneOf,
  physicalName,
  providerOfRegion,
  satisfying,
  type KeyReference,
  type Rule,
} from "../core";
import { RESTORE_TESTING_TYPES, type RestoreTestingProps } from "./restore-testing-props";
import { SCHEDULE } from "./schedule";
import { vaultArnRule } from "./vault-arn";

const MAX_WINDOW_HOURS = 168;

/** Limits of `CreateRestoreTestingPlan` and `CreateRestoreTestingSelection`. */
export function validateRestoreTesting(scope: Construct, id: string, props: RestoreTestingProps): void {
  requireProps(scope, id, props, { name: "string", schedule: "string", vaultArns: "list", resourceTypes: "list" });
  const { region } = props.regional ?? AwsStack.of(scope);
  new Validation(scope, id)
    .props(props, {
      regional: providerOfRegion(),
      name: physicalName("restore testing plan name"),
      schedule: SCHEDULE,
      vaultArns: [nonEmpty("at least one vault", "pass the vaultArn of a vault"), each(vaultArnRule(region))],
      resourceTypes: [
        nonEmpty("at least one type", "list the types to restore"),
        satisfying((types) => new Set(types).size === types.length, "types that differ", "list every type once"),
        each(oneOf(RESTORE_TESTING_TYPES, "use a type that AWS Backup can restore as a test")),
      ],
      restoreMetadata: metadataRules(props),
      tableKey: [inRegion(region), forTables(props)],
      selectionWindowDays: integer(1, 365, "choose more days than the schedule's period"),
      startWindowHours: integer(1, MAX_WINDOW_HOURS, "let the test start within a week"),
      validationWindowHours: integer(1, MAX_WINDOW_HOURS, "keep the restored resource for an hour to a week"),
    })
    .throwIfInvalid();
}

type Metadata = NonNullable<RestoreTestingProps["restoreMetadata"]>;

function metadataRules(props: RestoreTestingProps): readonly Rule<Metadata>[] {
  const untested = (metadata: Metadata): string[] =>
    Object.keys(metadata).filter((type) => !props.resourceTypes.some((tested) => tested === type));
  return [
    satisfying(
      (metadata) => untested(metadata).length === 0,
      "types in resourceTypes",
      "remove it or test the type",
      untested,
    ),
    fields<Metadata>(() => ({ DynamoDB: tableMetadata(props) })),
  ];
}

const forTables = ({ resourceTypes }: RestoreTestingProps): Rule<KeyReference> =>
  satisfying(
    () => resourceTypes.includes("DynamoDB"),
    "no key without the type DynamoDB",
    "test DynamoDB, or remove the key",
    ({ keyArn }) => keyArn,
  );

/** AWS Backup lets a restore test of a table choose its encryption, and infers the rest. */
function tableMetadata({ tableKey }: RestoreTestingProps): readonly Rule<Readonly<Record<string, string>>>[] {
  const allowed = ["encryptionType", "kmsMasterKeyArn"];
  return [
    (metadata) =>
      Object.keys(metadata)
        .filter((key) => !allowed.some((one) => one.toLowerCase() === key.toLowerCase()))
        .map((value) => ({ value, allowed: allowed.join(", "), fix: "remove the parameter" })),
    satisfying(() => tableKey === undefined, "no parameters beside tableKey", "choose one of the two"),
  ];
}
