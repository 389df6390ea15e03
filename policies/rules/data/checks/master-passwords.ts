import { all, expectAt, isAbsent, isTrue, when } from "../../../engine/checks";
import type { Values } from "../../../engine/resource";
import type { Check } from "../../../engine/rule";
import { isEmpty } from "../../../engine/values";

const SOURCES = ["replicate_source_db", "replication_source_identifier"];
const CREDENTIALS = ["manage_master_user_password", "master_username", "username"];

export const isReplica = (values: Values): boolean => SOURCES.some((source) => !isEmpty(values[source]));

/** Requires a password managed by RDS; a replica takes the users of its source. */
export const hasManagedPassword: Check = all(
  isAbsent("master_password"),
  isAbsent("password"),
  when(({ values }) => isReplica(values), all(...CREDENTIALS.map(isAbsent))),
  when(
    ({ values }) => !isReplica(values),
    all(
      isTrue("manage_master_user_password"),
      ...["master_username", "username"].map((path) =>
        expectAt(
          path,
          "must not be admin, postgres or root",
          (value) => !["admin", "postgres", "root"].includes(String(value)),
        ),
      ),
    ),
  ),
);
