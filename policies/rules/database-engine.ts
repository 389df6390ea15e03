import { all, atLeast, expectAt, fail, isAbsent, isTrue, unknown, when } from "../engine/checks";
import type { Check, Finding, Resource, Rule, Values } from "../engine/rule";
import { booleanOf, isEmpty, isUnresolved, listOf, numberOf, recordsOf, stringsOf } from "../engine/values";
import { zonesAt } from "./zones";

const CLUSTER = "aws_rds_cluster";
const INSTANCE = "aws_rds_cluster_instance";

/** Versions that RDS no longer makes a database of, as of November 2026. */
const RETIRED: Readonly<Record<string, RegExp>> = {
  "aurora-mysql": /^5\.|mysql_aurora\.(?:2|3\.0[0-3])\b/,
  "aurora-postgresql": /^(?:9|10|11|12)(?:\.|$)|^16\.1$/,
  mariadb: /^10\.[0-5](?:\.|$)/,
  mysql: /^5\.|^8\.0\.(?:[12]\d|3[0-5])$/,
  postgres: /^(?:9|10|11|12)(?:\.|$)|^16\.1$/,
};
/** A version down to its minor: what an automatic upgrade changes. */
const WITH_MINOR = /^(?:1\d\.\d+|\d+\.\d+\.[\w.]+)$/;

const isMysql = ({ values }: Resource): boolean => values["engine"] === "aurora-mysql";
const scalesItself = ({ values }: Resource): boolean => !isEmpty(values["serverlessv2_scaling_configuration"]);

const SCALING = "serverlessv2_scaling_configuration";

const inHalfSteps: Check = ({ values }) =>
  recordsOf(values[SCALING]).flatMap((range) => [...capacityProblems(range), ...pauseProblems(range)]);

function capacityProblems({ min_capacity: least, max_capacity: most }: Values): readonly Finding[] {
  if (isUnresolved(least) || isUnresolved(most)) return [unknown(SCALING)];
  const [min, max] = [numberOf(least) ?? NaN, numberOf(most) ?? NaN];
  const steps = [min, max].every((capacity) => (capacity * 2) % 1 === 0);
  return steps && min >= 0 && min <= max && max >= 1 && max <= 256
    ? []
    : [fail(SCALING, "must be half steps from 0, with min_capacity <= max_capacity from 1 to 256")];
}

function pauseProblems({ min_capacity: min, seconds_until_auto_pause: seconds }: Values): readonly Finding[] {
  const pause = numberOf(seconds);
  return pause === undefined || (numberOf(min) === 0 && pause >= 300 && pause <= 86_400)
    ? []
    : [fail(`${SCALING}.seconds_until_auto_pause`, "must be from 300 to 86400, with min_capacity 0")];
}

const hasServerlessInstance: Check = (cluster, { graph }) => {
  const classes = graph.referrers(cluster, INSTANCE).map(({ values }) => values["instance_class"]);
  return classes.length === 0 || classes.includes("db.serverless")
    ? []
    : [fail("serverlessv2_scaling_configuration", "needs an instance of the class db.serverless")];
};

const isOffered: Check = ({ values }) => {
  const version = values["engine_version"];
  if (isUnresolved(version)) return [unknown("engine_version")];
  if (isEmpty(version)) return [fail("engine_version", "must be set, or the version is whatever AWS offers that day")];
  return RETIRED[String(values["engine"])]?.test(String(version))
    ? [fail("engine_version", `${String(version)} is retired`)]
    : [];
};

/** RDS moves the minor version on; a configuration that insists on the old one is refused ever after. */
const letsMinorsMove: Check = (database, { graph }) => {
  const upgraded = [database, ...graph.referrers(database, INSTANCE)].some(
    ({ type, values }) => type !== CLUSTER && booleanOf(values["auto_minor_version_upgrade"]) !== false,
  );
  const ignored = ignoredBy(database);
  const exact = WITH_MINOR.test(String(database.values["engine_version"]));
  return upgraded && exact && !ignored.includes("engine_version") && !ignored.includes("all")
    ? [fail("engine_version", "names a minor version while minor upgrades are automatic; ignore its changes")]
    : [];
};

const ignoredBy = ({ values }: Resource): readonly string[] =>
  recordsOf(values["lifecycle"]).flatMap((lifecycle) => stringsOf(lifecycle["ignore_changes"]));

const coversTwoZones: Check = (group, { graph }) => {
  const zones = zonesAt(group, "subnet_ids", graph);
  return zones === undefined || zones.size >= 2 ? [] : [fail("subnet_ids", "must name subnets of two zones")];
};

export const DATABASE_ENGINE_RULES: readonly Rule[] = [
  {
    id: "RDS-13",
    title: "Aurora MySQL can be turned back and tells who did what",
    severity: "low",
    rationale: "A wrong statement is undone in minutes by backtracking, which serverless clusters do not offer.",
    fix: "Set backtrack_window on a provisioned cluster, and export the audit log.",
    controls: {
      fsbp: ["RDS.14", "RDS.34", "RDS.45"],
      nist: ["AU-12", "CP-10"],
      checkov: ["CKV_AWS_325", "CKV_AWS_326"],
      nag: ["RDS14", "RDS16"],
    },
    types: [CLUSTER],
    relaxed: { dev: "off" },
    check: when(
      isMysql,
      all(
        when((cluster) => !scalesItself(cluster), atLeast("backtrack_window", 1)),
        expectAt("enabled_cloudwatch_logs_exports", "must have audit", (value) => listOf(value).includes("audit")),
      ),
    ),
  },
  {
    id: "RDS-14",
    title: "Aurora Serverless v2 is provisioned, with capacity in half steps and an instance that uses it",
    severity: "medium",
    rationale: "engine_mode serverless is the retired first version; a wrong range is refused at apply.",
    fix: "Use engine_mode provisioned, serverlessv2_scaling_configuration and the class db.serverless.",
    awsError: "InvalidParameterValue: Serverless v2 capacity must be a multiple of 0.5",
    controls: { nist: ["CP-2"] },
    types: [CLUSTER],
    check: all(
      expectAt("engine_mode", "must be provisioned", (value) => value === undefined || value === "provisioned"),
      when(scalesItself, all(inHalfSteps, hasServerlessInstance)),
    ),
  },
  {
    id: "RDS-15",
    title: "Database subnet groups cover at least two zones",
    severity: "high",
    rationale: "RDS refuses a group in one zone.",
    fix: "Name subnets of at least two zones.",
    awsError: "DBSubnetGroupDoesNotCoverEnoughAZs: Please add subnets to cover at least 2 availability zones",
    controls: { nist: ["CP-2(5)"] },
    types: ["aws_db_subnet_group"],
    check: all(
      expectAt("subnet_ids", "must name two subnets", (value) => listOf(value).length >= 2),
      coversTwoZones,
    ),
  },
  {
    id: "RDS-16",
    title: "Databases run a version that AWS offers, and may take its minor upgrades",
    severity: "medium",
    rationale: "A retired version is refused when the database is made anew, which is when it is needed most.",
    fix: "Name a current engine_version, and ignore its changes where minor upgrades are automatic.",
    awsError: "InvalidParameterCombination: Cannot find version 16.1 for aurora-postgresql",
    controls: { nist: ["SI-2a"] },
    types: [CLUSTER, "aws_db_instance"],
    check: when(({ values }) => !isReplica(values), all(isOffered, letsMinorsMove)),
  },
];

const SOURCES = ["replicate_source_db", "replication_source_identifier"];
const CREDENTIALS = ["manage_master_user_password", "master_username", "username"];

const isReplica = (values: Values): boolean => SOURCES.some((source) => !isEmpty(values[source]));

/** A replica has the users of its source, and RDS refuses any other; a source's password is RDS's own. */
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
