import { all, expectAt, isAbsent, isTrue, notTrue, when } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";
import { hasReplicas, isReplica } from "../../checks/database-replicas";

const CREDENTIALS = ["manage_master_user_password", "master_username", "username"];

const hasOwnName: Check = all(
  ...["master_username", "username"].map((path) =>
    expectAt(
      path,
      "must not be admin, postgres or root",
      (value) => !["admin", "postgres", "root"].includes(String(value)),
    ),
  ),
);

/** RDS refuses to manage the password of a database with replicas; a replica takes the users of its source. */
export const hasManagedPassword: Check = all(
  when(({ values }) => isReplica(values), all(isAbsent("master_password"), isAbsent("password"))),
  when(({ values }) => isReplica(values), all(...CREDENTIALS.map(isAbsent))),
  when(
    (database, { graph }) => !isReplica(database.values) && !hasReplicas(database, graph),
    all(isAbsent("master_password"), isAbsent("password"), isTrue("manage_master_user_password")),
  ),
  when((database, { graph }) => hasReplicas(database, graph), notTrue("manage_master_user_password")),
  when(({ values }) => !isReplica(values), hasOwnName),
);
