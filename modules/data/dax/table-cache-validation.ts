import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  arn,
  integer,
  isKnown,
  matching,
  providerOfRegion,
  requireProps,
  satisfying,
  spanningZones,
  weeklyWindow,
  type Rule,
} from "../../core";
import type { TableCacheProps } from "./table-cache-props";

const WINDOW_MINUTES = 60;
const SECONDS_OF_A_DAY = 86_400;
const NAME = /^(?=.{1,20}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const NODE_TYPE = /^dax\.(?:t3\.(?:small|medium)|r5\.(?:large|(?:2|4|8|12|16|24)?xlarge))$/;

/**
 * Checks the limits of `CreateCluster` of DAX.
 *
 * @throws InputError with every problem of the props.
 */
export function validateTableCache(scope: Construct, id: string, props: TableCacheProps): void {
  requireProps(scope, id, props, {
    name: "string",
    nodeType: "string",
    nodes: "number",
    placement: { vpcId: "string", subnetIds: "list", availabilityZones: "list" },
    tables: "object",
  });
  const { region } = props.regional ?? AwsStack.of(scope);
  const ttl = integer(1, SECONDS_OF_A_DAY, "choose the age that readers accept");
  new Validation(scope, id)
    .props(props, {
      name: matching(NAME, "at most 20 lower-case letters, digits and single hyphens", "shorten or reword the name"),
      nodeType: matching(NODE_TYPE, "dax.t3.small, dax.t3.medium, or dax.r5.large to dax.r5.24xlarge", "choose one"),
      nodes: integer(1, 11, "DAX allows one primary and ten replicas"),
      placement: spanningZones(),
      tables: [atLeastOneTable, tablesIn(region)],
      itemTtlSeconds: ttl,
      queryTtlSeconds: ttl,
      maintenanceWindow: weeklyWindow(WINDOW_MINUTES),
      regional: providerOfRegion(),
    })
    .throwIfInvalid();
}

const atLeastOneTable: Rule<TableCacheProps["tables"]> = satisfying(
  (tables) => Object.keys(tables).length > 0,
  "at least one table",
  "name a table whose items the cache keeps",
  () => [],
);

/** A cache serves tables of its own region only. */
function tablesIn(region: string): Rule<TableCacheProps["tables"]> {
  const resource = /table\/[\w.-]{3,255}/;
  const rule = arn({ of: "a table", service: "dynamodb", resource, region }, "pass a table or replica of the region");
  return (tables) =>
    Object.entries(tables)
      .filter(([, { tableArn }]) => isKnown(tableArn))
      .flatMap(([name, { tableArn }]) => rule(tableArn).map((one) => ({ ...one, below: `.${name}.tableArn` })));
}
