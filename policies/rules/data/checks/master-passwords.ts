import { all, expectAt, isAbsent, isTrue, when } from "../../../engine/checks";
import type { Resource, Values } from "../../../engine/resource";
import type { Check, Context } from "../../../engine/rule";
import { isEmpty } from "../../../engine/values";

const SOURCES = ["replicate_source_db", "replication_source_identifier"];
const CREDENTIALS = ["manage_master_user_password", "master_username", "username"];

export const isReplica = (values: Values): boolean => SOURCES.some((source) => !isEmpty(values[source]));

/** RDS refuses to manage the password of an instance that has replicas. */
const hasReplicas = (database: Resource, { graph }: Context): boolean =>
  graph
    .referrers(database, database.type)
    .some((one) => SOURCES.some((source) => graph.targetsAt(one, source).includes(database)));

const hasOwnName: Check = all(
  ...["master_username", "username"].map((path) =>
    expectAt(
      path,
      "must not be admin, postgres or root",
      (value) => !["admin", "postgres", "root"].includes(String(value)),
    ),
  ),
);

/** Requires a password managed by RDS; a replica takes the users of its source. */
export const hasManagedPassword: Check = all(
  when(({ values }) => isReplica(values), all(isAbsent("master_password"), isAbsent("password"))),
  when(({ values }) => isReplica(values), all(...CREDENTIALS.map(isAbsent))),
  when(
    (database, context) => !isReplica(database.values) && !hasReplicas(database, context),
    all(isAbsent("master_password"), isAbsent("password"), isTrue("manage_master_user_password")),
  ),
  when(({ values }) => !isReplica(values), hasOwnName),
);
