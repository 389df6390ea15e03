import { fail, unknown, when } from "../../../engine/checks";
import type { Values } from "../../../engine/resource";
import type { Check } from "../../../engine/rule";
import { booleanOf, isEmpty, isUnresolved, numberOf, select } from "../../../engine/values";
import { hasReplicas, isReplica } from "../../../rules/checks/database-replicas";
import { regionOf } from "../../../rules/checks/regions";
import { isLess, related } from "../conditions";
import { GUIDES, type OwnRefusal } from "../own-refusal";

const GUIDE = `${GUIDES}/AmazonRDS/latest/UserGuide`;
const API = `${GUIDES}/AmazonRDS/latest/APIReference`;
const LEAST_GIB = 20;
const LEAST_ADVANCED_DAYS = 31;

/** Instances of Aurora have no storage of their own; copies have that of their source. */
const hasOwnStorage = ({ values }: { readonly values: Values }): boolean =>
  !isReplica(values) && isEmpty(values["snapshot_identifier"]) && /^gp[23]$/.test(String(values["storage_type"]));

const copiesElsewhere: Check = (copy, { graph }) => {
  const own = regionOf(copy, graph);
  const [, , , region] = String(copy.values["source_db_instance_arn"]).split(":");
  const sources = graph.targetsAt(copy, "source_db_instance_arn").map((source) => regionOf(source, graph));
  const isSame = own !== undefined && [region, ...sources].includes(own);
  return isSame ? [fail("source_db_instance_arn", `is in ${own}, the region of the copy`)] : [];
};

/** An unknown number of days leaves the check open only where somebody follows the instance. */
const hasBackups: Check = ({ values }) => {
  const days = values["backup_retention_period"];
  if (isUnresolved(days)) return [unknown("backup_retention_period")];
  return numberOf(days) === 0 ? [fail("backup_retention_period", "must be at least 1, because a replica follows")] : [];
};

const hasSecrets: Check = ({ values }) =>
  isEmpty(values["default_auth_scheme"])
    ? select(values, "auth.secret_arn")
        .filter(({ value }) => isEmpty(value))
        .map(({ path }) => fail(path, "must be set"))
    : [];

export const DATABASES: readonly OwnRefusal[] = [
  {
    id: "gp-rds-storage-minimum",
    title: "General purpose storage of databases has at least 20 GiB",
    fix: `Set allocated_storage to at least ${LEAST_GIB}.`,
    documentation: `${GUIDE}/CHAP_Storage.html`,
    types: ["aws_db_instance"],
    check: when(
      hasOwnStorage,
      related({
        at: "allocated_storage",
        decidedBy: ["allocated_storage"],
        problemOf: ({ allocated_storage: size }) =>
          isLess(size, LEAST_GIB) ? `must be at least ${LEAST_GIB}, got ${String(size)}` : undefined,
      }),
    ),
  },
  {
    id: "gp-rds-insights-class",
    title: "Performance Insights is off for small classes of MySQL and MariaDB",
    fix: "Set performance_insights_enabled to false, or choose a class from medium on.",
    documentation: `${GUIDE}/USER_PerfInsights.Overview.Engines.html`,
    types: ["aws_db_instance"],
    check: related({
      at: "performance_insights_enabled",
      decidedBy: ["performance_insights_enabled", "engine", "instance_class"],
      problemOf: ({ performance_insights_enabled: enabled, engine, instance_class: name }) =>
        booleanOf(enabled) === true &&
        /^(?:mysql|mariadb)$/.test(String(engine)) &&
        /^db\.t\w+\.(?:micro|small)$/.test(String(name))
          ? `must be false for ${String(engine)} on ${String(name)}`
          : undefined,
    }),
  },
  {
    id: "gp-rds-insights-advanced",
    title: "The advanced mode of Database Insights keeps Performance Insights for 31 days or longer",
    fix: `Set performance_insights_enabled to true and performance_insights_retention_period to at least ${LEAST_ADVANCED_DAYS}.`,
    documentation: `${GUIDE}/USER_DatabaseInsights.html`,
    types: ["aws_db_instance"],
    check: related({
      at: "database_insights_mode",
      decidedBy: ["database_insights_mode", "performance_insights_enabled", "performance_insights_retention_period"],
      problemOf: ({
        database_insights_mode: mode,
        performance_insights_enabled: enabled,
        performance_insights_retention_period: days = 7,
      }) =>
        mode === "advanced" && (booleanOf(enabled) !== true || isLess(days, LEAST_ADVANCED_DAYS))
          ? `must be standard without Performance Insights for ${LEAST_ADVANCED_DAYS} days`
          : undefined,
    }),
  },
  {
    id: "gp-rds-replica-source-backups",
    title: "Databases with replicas have automated backups",
    fix: "Set backup_retention_period of the source to at least 1.",
    documentation: `${GUIDE}/USER_ReadRepl.html`,
    types: ["aws_db_instance"],
    check: when((database, { graph }) => hasReplicas(database, graph), hasBackups),
  },
  {
    id: "gp-rds-backup-copy-region",
    title: "Automated backups are copied to another region",
    fix: "Set provider to that of the recovery region.",
    documentation: `${GUIDE}/USER_ReplicateBackups.html`,
    types: ["aws_db_instance_automated_backups_replication"],
    check: copiesElsewhere,
  },
  {
    id: "gp-rds-proxy-secret",
    title: "Database proxies read a secret",
    fix: "Set auth.secret_arn to the secret with the user of the database.",
    documentation: `${API}/API_UserAuthConfig.html`,
    types: ["aws_db_proxy"],
    check: hasSecrets,
  },
];
