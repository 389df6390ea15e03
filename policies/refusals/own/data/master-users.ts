import { all, fail, unknown } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { Check } from "../../../engine/rule";
import { isEmpty, isLiteral, numberOf } from "../../../engine/values";
import type { ResourceGraph } from "../../../graph/resource-graph";
import { related } from "../conditions";
import { GUIDES, type OwnRefusal } from "../own-refusal";
import { MYSQL_WORDS, POSTGRES_WORDS } from "./reserved-words";

const API = `${GUIDES}/AmazonRDS/latest/APIReference`;
const TYPES = ["aws_db_instance", "aws_rds_cluster"];

/** Limits of an engine (`CreateDBInstance`), which Aurora has as well. */
interface Limits {
  readonly reserved: ReadonlySet<string>;
  readonly longestName: number;
  readonly longestPassword: number;
}

const MYSQL: Limits = { reserved: MYSQL_WORDS, longestName: 16, longestPassword: 41 };
const POSTGRES: Limits = { reserved: POSTGRES_WORDS, longestName: 63, longestPassword: 128 };

function limitsOf(engine: unknown): Limits | undefined {
  if (/postgres/.test(String(engine))) return POSTGRES;
  return /mysql|mariadb/.test(String(engine)) ? MYSQL : undefined;
}

const hasFreeName = (path: string): Check =>
  related({
    at: path,
    decidedBy: [path, "engine"],
    problemOf: ({ [path]: name, engine }) => {
      const limits = limitsOf(engine);
      if (limits === undefined || isEmpty(name)) return undefined;
      const text = String(name).toLowerCase();
      if (text.length > limits.longestName)
        return `has ${text.length} characters; ${String(engine)} accepts ${limits.longestName}`;
      const isReserved = limits.reserved.has(text) || (limits === POSTGRES && text.startsWith("pg_"));
      return isReserved ? `is ${String(name)}, which ${String(engine)} reserves` : undefined;
    },
  });

/** Generators of passwords, with the argument of their length. */
const GENERATORS: Readonly<Record<string, string>> = {
  aws_secretsmanager_random_password: "password_length",
  random_password: "length",
};
/** Length of a password that Secrets Manager generates by default. */
const DEFAULT_LENGTH = 32;

const hasShortPassword =
  (path: string): Check =>
  (database, { graph }) => {
    const { engine } = database.values;
    const limits = limitsOf(engine);
    if (limits === undefined) return [];
    return lengthsOf(database, path, graph).flatMap((length) => {
      if (length === undefined) return [unknown(path)];
      const isShort = length <= limits.longestPassword;
      return isShort
        ? []
        : [fail(path, `has ${length} characters; ${String(engine)} accepts ${limits.longestPassword}`)];
    });
  };

/** Lengths of a literal, or of a generated password; undefined for one of unknown length. */
function lengthsOf(database: Resource, path: string, graph: ResourceGraph): readonly (number | undefined)[] {
  const password = database.values[path];
  if (isLiteral(password)) return [String(password).length];
  return graph.targetsAt(database, path).flatMap(({ type, values }) => {
    const argument = GENERATORS[type];
    return argument === undefined ? [] : [numberOf(values[argument] ?? DEFAULT_LENGTH)];
  });
}

export const MASTER_USERS: readonly OwnRefusal[] = [
  {
    id: "gp-rds-master-username",
    title: "Master users have a name that the engine accepts",
    fix: "Choose another name, such as dbowner.",
    documentation: `${API}/API_CreateDBInstance.html`,
    types: TYPES,
    check: all(hasFreeName("username"), hasFreeName("master_username")),
  },
  {
    id: "gp-rds-master-password",
    title: "Master passwords are as short as the engine demands",
    fix: "Set manage_master_user_password to true, or shorten the password to 41 characters for MySQL and MariaDB.",
    documentation: `${API}/API_CreateDBInstance.html`,
    types: TYPES,
    check: all(hasShortPassword("password"), hasShortPassword("master_password")),
  },
];
