import { amountsOf, openCharges, type Estimated } from "./charges";

const CLUSTER = { engine: "aurora-postgresql", backup_retention_period: 7, tags: { backup: "shop" } };

function planned(rule: Readonly<Record<string, unknown>>, cluster: object = CLUSTER): Estimated["resources"] {
  return {
    aws_rds_cluster: { main: { ...cluster } },
    aws_backup_plan: { main: { rule: [{ rule_name: "daily", ...rule }] } },
    aws_backup_selection: {
      tagged: { plan_id: "${aws_backup_plan.main.id}", selection_tag: [{ key: "backup", value: "shop" }] },
    },
  };
}

const DAILY = { schedule: "cron(0 5 * * ? *)", lifecycle: { delete_after: 90 } };
const IN_OREGON = "arn:aws:backup:us-west-2:111122223333:backup-vault:shop";
const usage = { "aws_rds_cluster.main": { storage_gb: 1 } };

test("snapshots of Aurora that outlive the retention of the cluster are full volumes", () => {
  // 90 days minus the 7 that the cluster includes, 0.021 each.
  const amounts = amountsOf({ resources: planned(DAILY), usage });
  expect(Number(amounts["daily: kept recovery points"])).toBeCloseTo(83 * 0.021, 10);
});

test("copies in another region are transferred in full each time, and kept", () => {
  const copied = { ...DAILY, copy_action: [{ destination_vault_arn: IN_OREGON, lifecycle: { delete_after: 90 } }] };
  const amounts = amountsOf({ resources: planned(copied), usage });
  expect(Number(amounts["daily: transfer of copies"])).toBeCloseTo((730 / 24) * 0.02, 10);
  expect(Number(amounts["daily: kept copies"])).toBeCloseTo(90 * 0.021, 10);
});

test("copies of hourly backups are 730 transfers a month", () => {
  const hourly = {
    schedule: "cron(0 * * * ? *)",
    lifecycle: { delete_after: 7 },
    copy_action: [{ destination_vault_arn: IN_OREGON, lifecycle: { delete_after: 7 } }],
  };
  const amounts = amountsOf({ resources: planned(hourly), usage });
  expect(Number(amounts["daily: transfer of copies"])).toBeCloseTo(14.6, 10);
  expect(Number(amounts["daily: kept copies"])).toBeCloseTo(168 * 0.021, 10);
  expect(amounts["daily: kept recovery points"]).toBeUndefined();
});

test("a copy in the same region is no transfer", () => {
  const vault = "arn:aws:backup:us-east-1:111122223333:backup-vault:other";
  const copied = { ...DAILY, copy_action: [{ destination_vault_arn: vault, lifecycle: { delete_after: 30 } }] };
  expect(amountsOf({ resources: planned(copied), usage })["daily: transfer of copies"]).toBeUndefined();
});

test("a volume of unknown size is missing usage of the cluster", () => {
  expect(openCharges({ resources: planned(DAILY) })).toContain(
    "usage missing: daily: recovery points: give storage_gb of aws_rds_cluster.main",
  );
});

test("a resource that no selection finds has no backups", () => {
  const untagged = { ...CLUSTER, tags: { backup: "other" } };
  expect(amountsOf({ resources: planned(DAILY, untagged), usage })["daily: kept recovery points"]).toBeUndefined();
});

test("a rule whose retention is unknown is not priced", () => {
  expect(openCharges({ resources: planned({ schedule: "cron(0 5 * * ? *)" }), usage })).toContain(
    "not priced: recovery points: the schedule or the retention of a rule is unknown",
  );
});
