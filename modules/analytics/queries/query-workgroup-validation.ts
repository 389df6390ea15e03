import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  fields,
  inRegion,
  matching,
  numberBetween,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  type Rule,
} from "../../core";
import type { NamedQuery, QueryWorkgroupProps } from "./query-workgroup-props";

/** Athena requires at least 10,485,760 bytes (`BytesScannedCutoffPerQuery`). */
const LEAST_GIGABYTES = 0.011;
const MOST_GIGABYTES = 7_000_000;
export const BYTES_PER_GIGABYTE = 1_000_000_000;

/**
 * Checks a workgroup against the limits of `CreateWorkGroup` and `CreateNamedQuery`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateQueryWorkgroup(scope: Construct, id: string, props: QueryWorkgroupProps): void {
  const resultBucket = { bucketName: "string", bucketArn: "string" } as const;
  const resultKey = { keyArn: "string", region: "string", grantUse: "function" } as const;
  requireProps(scope, id, props, { name: "string", resultBucket, resultKey, scannedGigabytesPerQuery: "number" });
  const region = (props.regional ?? AwsStack.of(scope)).region;
  new Validation(scope, id)
    .props(props, {
      name: physicalName("Athena workgroup name"),
      resultKey: inRegion(region),
      scannedGigabytesPerQuery: numberBetween(
        LEAST_GIGABYTES,
        MOST_GIGABYTES,
        "choose what one query may cost: a terabyte is billed like 1000 gigabytes",
      ),
      namedQueries: (queries) =>
        Object.entries(queries).flatMap(([name, query]) =>
          [...queryName(name), ...queryRule(query)].map((violation) => ({
            value: query,
            ...violation,
            below: `.${name}${violation.below ?? ""}`,
          })),
        ),
      regional: providerOfRegion(),
    })
    .throwIfInvalid();
}

const queryName: Rule<string> = matching(
  /^[a-z][a-z0-9-]{0,127}$/,
  "at most 128 lower-case letters, digits and hyphens",
  "rename the query",
);

const queryRule: Rule<NamedQuery> = fields<NamedQuery>(() => ({
  sql: satisfying(
    (sql) => sql.trim().length > 0 && sql.length <= 262_144,
    "1 to 262144 characters of SQL",
    "write the query",
    (sql) => `${sql.length} characters`,
  ),
  databaseName: matching(/^.{1,255}$/s, "1 to 255 characters", "name the database of the tables"),
  description: matching(/^.{1,1024}$/s, "1 to 1024 characters", "shorten the description"),
}));
