import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  fields,
  inRegion,
  integer,
  isKnown,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  type Rule,
} from "../../core";
import { globalIndexRules, keyRules, localIndexRules, oneTypeEach, projectedTogether } from "./key-rules";
import { keyAttributes } from "./key-schema";
import {
  STREAM_VIEWS,
  type CapacityRange,
  type OnDemandCapacity,
  type ProvisionedCapacity,
  type TableProps,
} from "./table-props";

/** Quota of the units of a table. */
const MAX_UNITS = 40_000;
const MAX_RECOVERY_DAYS = 35;

/**
 * Checks the limits of `CreateTable` and `RegisterScalableTarget`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateTable(scope: Construct, id: string, props: TableProps): void {
  requireProps(scope, id, props, {
    name: "string",
    partitionKey: { name: "string", type: "string" },
    key: "object",
    backup: "string",
  });
  const { sortKey, localIndexes } = props;
  new Validation(scope, id)
    .props(props, {
      name: physicalName("table name"),
      partitionKey: keyRules(),
      sortKey: keyRules(props.partitionKey),
      globalIndexes: globalIndexRules(Object.keys(localIndexes ?? {})),
      localIndexes: localIndexRules(props.partitionKey, sortKey),
      timeToLiveAttribute: expiry(props),
      stream: oneOf<string>(Object.keys(STREAM_VIEWS), "choose the images of the records"),
      capacity: [capacityRules, withoutGlobalIndexes(Object.keys(props.globalIndexes ?? {}).length)],
      key: inRegion((props.regional ?? AwsStack.of(scope)).region),
      recoveryDays: recovery(),
      backup: matching(/^[\w.:/=+@-]{1,256}$/, "a tag value", 'name the plan, or write "none"'),
      contributorInsights: oneOf<string>(["enabled", "disabled"], "choose whether keys are reported"),
      tableClass: oneOf<string>(["standard", "infrequent-access"], "choose a table class"),
      regional: providerOfRegion(),
    })
    .apply("attributes", keyAttributes(props), oneTypeEach)
    .apply("indexes", Object.values({ ...props.globalIndexes, ...props.localIndexes }), projectedTogether)
    .throwIfInvalid();
}

function recovery(): Rule<number | "none"> {
  const days = integer(1, MAX_RECOVERY_DAYS, 'choose the days of point-in-time recovery, or "none"');
  return (value) => (value === "none" ? [] : days(value));
}

/** Items of the table's own key cannot expire by it, and DynamoDB ignores values that are not numbers. */
function expiry(props: TableProps): Rule<string>[] {
  const ofTable = [props.partitionKey, props.sortKey].map((key) => key?.name);
  const others = keyAttributes(props).filter(({ name, type }) => type !== "number" && !ofTable.includes(name));
  return [
    matching(/^.{1,255}$/s, "an attribute name of 1 to 255 characters", "name the attribute with the expiry"),
    satisfying((name) => !ofTable.includes(name), "no key of the table", "store the expiry in another attribute"),
    satisfying(
      (name) => others.every((key) => key.name !== name),
      "an attribute of type number",
      "declare the index key as number: DynamoDB expires items by seconds",
    ),
  ];
}

const capacityRules: Rule<OnDemandCapacity | ProvisionedCapacity> = (capacity) => {
  const units = integer(1, MAX_UNITS, "stay within the quota of a table");
  if (capacity.billing === "on-demand") {
    return fields<OnDemandCapacity>(() => ({ maxReadUnits: units, maxWriteUnits: units }))(capacity);
  }
  return fields<ProvisionedCapacity>(() => ({
    billing: oneOf<string>(["on-demand", "provisioned"], "choose how capacity is billed"),
    read: rangeRules(),
    write: rangeRules(),
  }))(capacity);
};

function rangeRules(): Rule<CapacityRange> {
  return fields<CapacityRange>(({ maxUnits }) => ({
    minUnits: integer(1, isKnown(maxUnits) ? Math.min(maxUnits, MAX_UNITS) : MAX_UNITS, "choose at most maxUnits"),
    maxUnits: integer(1, MAX_UNITS, "stay within the quota of a table"),
    targetPercent: integer(20, 90, "Application Auto Scaling tracks 20 to 90 % of a table's units"),
  }));
}

/** Units of an index cannot be ignored in a plan, so that each plan would undo their scaling. */
function withoutGlobalIndexes(count: number): Rule<OnDemandCapacity | ProvisionedCapacity> {
  return satisfying(
    ({ billing }) => billing !== "provisioned" || count === 0,
    "on-demand together with globalIndexes",
    "bill the table on demand: Terraform would reset the units of its indexes",
    ({ billing }) => billing,
  );
}
