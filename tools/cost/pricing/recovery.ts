import Big from "big.js";
import { numberOf, recordsOf, valueAt, type Resource } from "../../../policies";
import { MONTH_HOURS } from "../cost-line";
import { derived, notPriced } from "./charges";
import type { Component, Pricer, PricingContext } from "./component";
import { monthlyRuns } from "./schedule-runs";

/** Backups whose every snapshot holds the whole volume, with the price of a kept GB. */
const FULL_SNAPSHOTS: Readonly<Record<string, string>> = {
  aws_rds_cluster: "backup.aurora",
  aws_dynamodb_table: "backup.dynamodb",
};

const UNPRICED: Readonly<Record<string, string>> = {
  aws_db_instance: "snapshots are incremental: give additional_backup_storage_gb of the instance",
  aws_s3_bucket: "no verified price for backups of buckets",
};

/** One rule of a plan for one resource. */
interface Backup {
  readonly resource: Resource;
  readonly rule: string;
  readonly runs: number;
  /** Days that the plan keeps a recovery point. */
  readonly keptDays: number;
  /** Days that each copy in another region is kept. */
  readonly copiedDays: readonly number[];
}

const backupPlan: Pricer = (plan, context) => {
  const resources = selectedResources(plan, context);
  const backups = recordsOf(plan.values["rule"]).map((rule) =>
    resources.map((resource) => backupOf(resource, rule, context)),
  );
  return backups.flat().flatMap((backup) => (backup ? chargesOf(backup, context) : unreadRule()));
};

function unreadRule(): Component[] {
  return [notPriced("recovery points", "the schedule or the retention of a rule is unknown")];
}

/** Resources that the selections of a plan name, or find by their tags. */
function selectedResources(plan: Resource, { graph }: PricingContext): readonly Resource[] {
  const selections = graph.referrers(plan, "aws_backup_selection");
  const named = selections.flatMap((selection) => graph.targetsAt(selection, "resources"));
  const conditions = selections.flatMap(({ values }) => recordsOf(values["selection_tag"]));
  const tagged = graph.resources.filter(
    ({ stack, mode, values }) =>
      stack === plan.stack &&
      mode === "managed" &&
      conditions.some(({ key, value }) => value !== undefined && valueAt(values, `tags.${String(key)}`) === value),
  );
  const types = [...Object.keys(FULL_SNAPSHOTS), ...Object.keys(UNPRICED)];
  return [...new Set([...named, ...tagged])].filter(({ type }) => types.includes(type));
}

function backupOf(resource: Resource, rule: Resource["values"], context: PricingContext): Backup | undefined {
  const runs = monthlyRuns(rule["schedule"]);
  const keptDays = daysOf(rule);
  const copies = recordsOf(rule["copy_action"])
    .filter((copy) => leavesRegion(copy, context))
    .map(daysOf);
  const copiedDays = copies.filter((days) => days !== undefined);
  if (runs === undefined || keptDays === undefined || copiedDays.length < copies.length) return undefined;
  return { resource, rule: String(rule["rule_name"]), runs, keptDays, copiedDays };
}

function daysOf(rule: Resource["values"]): number | undefined {
  return numberOf(valueAt(rule, "lifecycle.delete_after"));
}

/** A destination whose region cannot be read counts as another one. */
function leavesRegion(copy: Resource["values"], { region }: PricingContext): boolean {
  return String(copy["destination_vault_arn"]).split(":")[3] !== region;
}

const MONTH_DAYS = MONTH_HOURS / 24;

function chargesOf({ resource, rule, runs, keptDays, copiedDays }: Backup, context: PricingContext): Component[] {
  const unpriced = UNPRICED[resource.type];
  if (unpriced !== undefined) return [notPriced(`${rule}: recovery points of ${resource.address}`, unpriced)];
  const price = FULL_SNAPSHOTS[resource.type]!;
  const size = context.usage(resource, "storage_gb");
  if (!size) {
    const parameters = [`storage_gb of ${resource.address}`];
    return [{ kind: "usage missing", component: `${rule}: recovery points`, price, parameters }];
  }
  const perDay = runs / MONTH_DAYS;
  const included =
    resource.type === "aws_rds_cluster" ? (numberOf(resource.values["backup_retention_period"]) ?? 1) : 0;
  const kept = Math.max(keptDays - included, 0) * perDay;
  const volume = `${size.toString()} GB each, since a snapshot is a full copy`;
  return [
    ...(kept > 0
      ? [derived(`${rule}: kept recovery points`, price, size.times(kept), `${round(kept)} of ${volume}`)]
      : []),
    ...copiedDays.flatMap((days) => [
      derived(`${rule}: transfer of copies`, "backup.copy", size.times(runs), `${round(runs)} of ${volume}`),
      derived(`${rule}: kept copies`, price, size.times(days * perDay), `${round(days * perDay)} of ${volume}`),
    ]),
  ];
}

function round(count: number): string {
  return new Big(count).round(1).toString();
}

const restoreTesting: Pricer = () => [notPriced("tested recovery points", "no verified price for restore tests")];

export const RECOVERY: Readonly<Record<string, Pricer>> = {
  aws_backup_plan: backupPlan,
  aws_backup_restore_testing_plan: restoreTesting,
};
