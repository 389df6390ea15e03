import {
  backupSelections,
  booleanOf,
  listOf,
  numberOf,
  recordsOf,
  valueAt,
  type Resource,
  type ResourceGraph,
} from "../../../policies";
import { badge, note, resourceLink, table } from "../elements";
import { markup, type Html } from "../html";
import type { EnvironmentReport } from "../report-input";

/** Types that keep data of users, with their own protection in words; undefined without any. */
const STORES: Readonly<Record<string, (resource: Resource, graph: ResourceGraph) => string | undefined>> = {
  aws_rds_cluster: pointInTime,
  aws_db_instance: pointInTime,
  aws_dynamodb_table: ({ values }) =>
    booleanOf(valueAt(values, "point_in_time_recovery.enabled")) === true ? "any time of the last 35 days" : undefined,
  aws_s3_bucket: (bucket, graph) =>
    graph.referrers(bucket, "aws_s3_bucket_versioning").length > 0 ? "versions of objects" : undefined,
  aws_elasticache_replication_group: snapshots,
  aws_elasticache_serverless_cache: snapshots,
  aws_efs_file_system: () => undefined,
  aws_cognito_user_pool: () => undefined,
};

interface Store {
  readonly resource: Resource;
  readonly own?: string;
  readonly rules: readonly Resource["values"][];
}

/** Stores of data with their protection; those without a backup first. */
export function recoverySection({ architecture }: EnvironmentReport): Html {
  const { graph } = architecture;
  const stores = storesOf(architecture);
  if (stores.length === 0) return note("No store of data.");
  return markup`${table(
    "Recovery of stores",
    ["store", "its own protection", "AWS Backup", "protected from deletion"],
    [...stores]
      .sort((one, other) => Number(isBackedUp(one)) - Number(isBackedUp(other)))
      .map((store) => [
        resourceLink(store.resource),
        store.own ?? badge("none", isBackedUp(store) ? "plain" : "bad"),
        store.rules.length > 0
          ? store.rules.map((rule) => markup`<div>${ruleText(rule)}</div>`).reduce((all, one) => markup`${all}${one}`)
          : "no selection",
        isProtected(store.resource) ? "yes" : badge("no", "warn"),
      ]),
  )}
${restoreTests(graph)}
${note("A recovery point of AWS Backup is as old as its period at worst, and the start and completion windows of its rule.")}`;
}

/** Stores of data of an environment that have neither backups nor versions. */
export function storesWithoutBackup(architecture: EnvironmentReport["architecture"]): readonly Resource[] {
  return storesOf(architecture)
    .filter((store) => !isBackedUp(store))
    .map(({ resource }) => resource);
}

function storesOf({ parts, graph }: EnvironmentReport["architecture"]): readonly Store[] {
  const drawn = parts.filter(({ layer }) => layer !== "observability" && layer !== "support");
  return drawn.flatMap(({ resources }) =>
    resources
      .filter(({ type, values }) => type in STORES && values["replicate_source_db"] === undefined)
      .map((resource) => ({
        resource,
        own: STORES[resource.type]!(resource, graph),
        rules: rulesFor(resource, graph),
      })),
  );
}

function isBackedUp({ own, rules }: Store): boolean {
  return own !== undefined || rules.length > 0;
}

function rulesFor(resource: Resource, graph: ResourceGraph): readonly Resource["values"][] {
  const plans = backupSelections(resource, graph).flatMap((selection) => graph.targetsAt(selection, "plan_id"));
  return [...new Set(plans)].flatMap(({ values }) => recordsOf(values["rule"]));
}

function pointInTime({ values }: Resource): string | undefined {
  const days = numberOf(values["backup_retention_period"]) ?? 0;
  return days > 0 ? `any time of the last ${days} days` : undefined;
}

function snapshots({ values }: Resource): string | undefined {
  const days = numberOf(values["snapshot_retention_limit"]) ?? 0;
  return days > 0 ? `daily snapshots for ${days} days` : undefined;
}

function ruleText(rule: Resource["values"]): string {
  const kept = `kept ${String(valueAt(rule, "lifecycle.delete_after") ?? "for ever")} days`;
  const copies = listOf(rule["copy_action"]).map((copy) => copyText(copy));
  return [`${String(rule["rule_name"])} (${String(rule["schedule"])})`, kept, ...copies].join(", ");
}

function copyText(copy: unknown): string {
  const region = /^arn:aws[\w-]*:backup:([\w-]+):/.exec(String(valueAt(copy, "destination_vault_arn")))?.[1];
  return `copy ${region === undefined ? "in another vault" : `in ${region}`} for ${String(valueAt(copy, "lifecycle.delete_after") ?? "ever")} days`;
}

function isProtected({ values }: Resource): boolean {
  return [
    values["deletion_protection"],
    values["deletion_protection_enabled"],
    valueAt(values, "lifecycle.prevent_destroy"),
  ].some((value) => booleanOf(value) === true || value === "ACTIVE");
}

function restoreTests(graph: ResourceGraph): Html | false {
  const tests = graph.byType("aws_backup_restore_testing_plan");
  if (tests.length === 0) return note("No restore test.");
  return note(
    `Restore tests: ${tests.map(({ stack, values }) => `${stack} ${String(values["schedule_expression"])}`).join(", ")}.`,
  );
}
