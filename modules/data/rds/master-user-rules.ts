import { fields, isReservedMysqlName, isReservedPostgresName, satisfying, type Rule } from "../../core";
import { ENGINES, type RdsEngine } from "./engines";
import type { MasterUser } from "./rds-instance-props";

/** Words that RDS refuses as users of an engine (`CreateDBInstance`). */
const isReserved: Readonly<Record<RdsEngine, (name: string) => boolean>> = {
  mysql: isReservedMysqlName,
  postgres: (name) => isReservedPostgresName(name) || name.toLowerCase().startsWith("pg_"),
};

/** Names that every attacker tries. */
const COMMON_USERS = ["admin", "mysql", "postgres", "root", "user"];

/** Roles that exist on every instance of RDS, and names that PostgreSQL keeps for roles of its own. */
const EXISTING_ROLES =
  `none public rds_ad rds_iam rds_password rds_replication rds_superuser rds_superuser_role rdsadmin
  rdsrepladmin`.split(/\s+/);

const RESERVED_USERS = new Set([...COMMON_USERS, ...EXISTING_ROLES]);

/** Accepts master users whose name and password fit the engine (`CreateDBInstance`). */
export function masterUser(engine: RdsEngine): Rule<MasterUser>[] {
  const { maxUserLength, maxPasswordLength } = ENGINES[engine];
  return [
    fields<MasterUser>(() => ({
      length: satisfying(
        (length) => length <= maxPasswordLength,
        `a password of at most ${maxPasswordLength} characters for ${engine}`,
        "pass a GeneratedSecret with a username, whose value is shorter",
      ),
    })),
    named(engine, maxUserLength),
  ];
}

function named(engine: RdsEngine, maxLength: number): Rule<MasterUser> {
  return ({ username: value = "" }) =>
    /^[A-Za-z]\w*$/.test(value) &&
    value.length <= maxLength &&
    !RESERVED_USERS.has(value.toLowerCase()) &&
    !isReserved[engine](value)
      ? []
      : [
          {
            below: ".username",
            value,
            allowed: `a letter and letters, digits or _, at most ${maxLength}, and no reserved name`,
            fix: `name the master user of ${engine}, such as dbowner`,
          },
        ];
}
