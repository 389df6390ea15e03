import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  inRegion,
  isKnown,
  oneOf,
  providerOfRegion,
  requireProps,
  type Rule,
} from "../../../core";
import type { ReplicatedTable, TableReplicaProps } from "./table-replica-props";

/**
 * Checks the conditions under which DynamoDB adds a replica to a table.
 *
 * @throws InputError with every problem of the props.
 */
export function validateTableReplica(scope: Construct, id: string, props: TableReplicaProps): void {
  requireProps(scope, id, props, {
    source: { tableArn: "string", tableName: "string", region: "string", billing: "string" },
    key: "object",
    backup: "string",
  });
  const { region } = props.regional ?? AwsStack.of(scope);
  new Validation(scope, id)
    .props(props, {
      source: [inAnotherRegion(region), replicable],
      key: inRegion(region, "every replica needs a key of its own region"),
      recovery: oneOf<string>(["enabled", "disabled"], "choose one"),
      regional: providerOfRegion(),
    })
    .throwIfInvalid();
}

function inAnotherRegion(region: string): Rule<ReplicatedTable> {
  const fix = "pass `regional` of the standby region, or create the replica in a stack of that region";
  return (source) =>
    !isKnown(region) || source.region !== region
      ? []
      : [{ below: ".region", value: source.region, allowed: `another region than ${region}`, fix }];
}

const replicable: Rule<ReplicatedTable> = ({ stream, billing }) => [
  ...(stream === "new-and-old-images"
    ? []
    : [
        {
          below: ".stream",
          value: stream,
          allowed: "new-and-old-images",
          fix: "set stream of the table: replication reads it",
        },
      ]),
  ...(billing === "on-demand"
    ? []
    : [
        {
          below: ".billing",
          value: billing,
          allowed: "on-demand",
          fix: "bill the table on demand: provisioned units of a replica scale separately and throttle replication",
        },
      ]),
];
