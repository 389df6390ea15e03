import { TerraformVariable } from "cdktf";
import { InputError, type KeyReference } from "../../../modules/core";
import { BackupPlan, BackupVault, type BackupPlanProps, type BackupRule } from "../../../modules/recovery";
import { synthesizeStack } from "../../../testing";
import { testRole } from "../../support/synth";

const key: KeyReference<"us-east-1"> = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/test",
  region: "us-east-1",
  grantUse: () => {},
};
const copyTo = "arn:aws:backup:us-west-2:111122223333:backup-vault:shop-copies";
const hourly: BackupRule = { name: "hourly", schedule: "cron(0 * * * ? *)", deleteAfterDays: 7, copyTo };
const daily: BackupRule = { name: "daily", schedule: "cron(0 3 * * ? *)", deleteAfterDays: 90, copyTo };
const clusterArn = "arn:aws:rds:us-east-1:111122223333:cluster:shop";
const props: Omit<BackupPlanProps, "regional"> = {
  name: "shop-staging",
  vault: { vaultName: "shop-staging" },
  rules: [hourly, daily],
  selection: { tag: { key: "backup", value: "shop-staging" }, arns: [clusterArn] },
};

const synthesizePlan = (differences: Partial<BackupPlanProps> = {}) => {
  let plan: BackupPlan | undefined;
  const stack = synthesizeStack((scope) => {
    plan = new BackupPlan(scope, "plan", { ...props, regional: scope.providerIn("us-east-1"), ...differences });
  });
  return { stack, plan: plan! };
};
const withRule = (differences: Partial<BackupRule>) => () => synthesizePlan({ rules: [{ ...hourly, ...differences }] });

describe("BackupPlan", () => {
  test("R-DR1 creates every rule with its retention and a copy of the same retention", () => {
    const lifecycle = { delete_after: 7 };
    expect(synthesizePlan().stack.resource("aws_backup_plan")).toMatchObject({
      name: "shop-staging",
      rule: [
        {
          rule_name: "hourly",
          target_vault_name: "shop-staging",
          schedule: "cron(0 * * * ? *)",
          start_window: 60,
          completion_window: 180,
          enable_continuous_backup: false,
          lifecycle,
          copy_action: [{ destination_vault_arn: copyTo, lifecycle }],
        },
        { rule_name: "daily", lifecycle: { delete_after: 90 } },
      ],
    });
  });

  test("keeps the defaults of a rule when a setting is explicitly undefined", () => {
    const rule = { startWindowMinutes: undefined, completionWindowMinutes: undefined, continuous: undefined };
    expect(withRule(rule)().stack.resource("aws_backup_plan")).toMatchObject({
      rule: [{ start_window: 60, completion_window: 180, enable_continuous_backup: false }],
    });
  });

  test("has no copy and no cold storage by default", () => {
    const [rule] = withRule({ copyTo: undefined })().stack.resource("aws_backup_plan")["rule"] as object[];
    expect(rule).not.toHaveProperty("copy_action");
    expect(rule).not.toHaveProperty("lifecycle.cold_storage_after");
  });

  test("moves backups and their copies to cold storage", () => {
    const lifecycle = { delete_after: 120, cold_storage_after: 30 };
    const { stack } = withRule({ deleteAfterDays: 120, coldStorageAfterDays: 30 })();
    expect(stack.resource("aws_backup_plan")).toMatchObject({ rule: [{ lifecycle, copy_action: [{ lifecycle }] }] });
  });

  test("R-DR1 selects by tag and by ARN in two selections", () => {
    const { stack } = synthesizePlan();
    const tagged = stack.resource("aws_backup_selection", "tagged");
    const named = stack.resource("aws_backup_selection", "named");
    expect(tagged).toMatchObject({
      name: "tagged",
      selection_tag: [{ type: "STRINGEQUALS", key: "backup", value: "shop-staging" }],
    });
    expect(tagged).not.toHaveProperty("resources");
    expect(named).toMatchObject({ name: "named", resources: [clusterArn] });
    expect(named).not.toHaveProperty("selection_tag");
  });

  test("has one selection without ARNs", () => {
    const { stack } = synthesizePlan({ selection: { ...props.selection, arns: [] } });
    expect(Object.values(stack.resources("aws_backup_selection"))).toHaveLength(1);
  });

  test("has a role that only AWS Backup may assume, for its account", () => {
    const { stack } = synthesizePlan();
    expect(stack.resource("aws_iam_role")).toMatchObject({ name: "shop-staging-role" });
    expect(stack.resource("aws_iam_role_policy_attachment")).toMatchObject({
      policy_arn: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
    });
    expect(stack.statements("trust")).toEqual([
      expect.objectContaining({
        principals: [{ type: "Service", identifiers: ["backup.amazonaws.com"] }],
        condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] }],
      }),
    ]);
  });

  test("shares the role of another plan", () => {
    const stack = synthesizeStack((scope) => {
      const regional = scope.providerIn("us-east-1");
      const { role } = new BackupPlan(scope, "plan", { ...props, regional });
      new BackupPlan(scope, "archive-plan", { ...props, name: "shop-archive", regional, role });
    });
    expect(Object.keys(stack.resources("aws_iam_role"))).toHaveLength(1);
  });

  test("accepts further permissions as a grantee", () => {
    const stack = synthesizeStack((scope) => {
      const plan = new BackupPlan(scope, "plan", { ...props, regional: scope.providerIn("us-east-1") });
      plan.addStatement({ sid: "UseKey", actions: ["kms:Decrypt"], resources: ["arn:aws:kms:us-east-1:1:key/k"] });
    });
    expect(stack.statements("permissions")).toEqual([expect.objectContaining({ sid: "UseKey" })]);
  });

  test("is created in another region by that region's provider", () => {
    const stack = synthesizeStack((scope) => {
      const rules = [{ ...hourly, copyTo: undefined }];
      const selection = { ...props.selection, arns: ["arn:aws:rds:us-west-2:111122223333:cluster:shop"] };
      new BackupPlan(scope, "plan", { ...props, rules, selection, regional: scope.providerIn("us-west-2") });
    });
    expect(stack.resource("aws_backup_plan")).toMatchObject({ provider: "aws.us-west-2" });
    expect(stack.resource("aws_backup_selection", "tagged")).toMatchObject({ provider: "aws.us-west-2" });
    expect(stack.resource("aws_backup_selection", "named")).toMatchObject({ provider: "aws.us-west-2" });
  });

  test("R-DR1 computes the worst-case recovery point of every rule", () => {
    const rules = [hourly, daily, { ...hourly, name: "log", continuous: true }];
    expect(synthesizePlan({ rules }).plan.worstCaseRpoMinutes).toEqual({ hourly: 300, daily: 1680, log: 5 });
  });

  test("R-DR1 refuses an objective that no rule achieves", () => {
    expect(() => synthesizePlan({ recoveryPointObjectiveMinutes: 60 })).toThrow(
      /recoveryPointObjectiveMinutes: got 60; allowed: the worst case of a rule in minutes or more: hourly 300, daily 1680/,
    );
  });

  test("R-DR1 achieves an objective of one hour by continuous backup", () => {
    const rules = [{ ...hourly, continuous: true }, daily];
    expect(synthesizePlan({ rules, recoveryPointObjectiveMinutes: 60 }).plan.worstCaseRpoMinutes["hourly"]).toBe(5);
  });

  test("has an infinite worst case with an unresolved schedule", () => {
    let plan: BackupPlan | undefined;
    synthesizeStack((scope) => {
      const schedule = new TerraformVariable(scope, "schedule", { type: "string" }).stringValue;
      const rules = [{ ...hourly, schedule }];
      plan = new BackupPlan(scope, "plan", { ...props, rules, regional: scope.providerIn("us-east-1") });
    });
    expect(plan?.worstCaseRpoMinutes).toEqual({ hourly: Infinity });
  });

  test("R-DR1 signals missing backups, and failed and missing copies by destination vault", () => {
    const jobs = { namespace: "AWS/Backup", statistic: "Sum", periodSeconds: 3600, threshold: 1 };
    const missing = { ...jobs, comparison: "below", missingData: "breaching" };
    const copies = { dimensions: { BackupVaultName: "shop-copies" } };
    expect(synthesizePlan().plan.signals).toEqual([
      expect.objectContaining({
        ...missing,
        id: "plan-backup-missing",
        metricName: "NumberOfBackupJobsCompleted",
        dimensions: { BackupVaultName: "shop-staging" },
        evaluationPeriods: 2,
      }),
      expect.objectContaining({
        ...jobs,
        ...copies,
        id: "plan-copy-failed-us-west-2",
        metricName: "NumberOfCopyJobsFailed",
        comparison: "at-or-above",
        evaluationPeriods: 1,
        missingData: "notBreaching",
      }),
      expect.objectContaining({
        ...missing,
        ...copies,
        id: "plan-copy-missing-us-west-2",
        metricName: "NumberOfCopyJobsCompleted",
        evaluationPeriods: 3,
      }),
    ]);
  });

  test("signals a missing copy by the rule that copies", () => {
    const { plan } = synthesizePlan({ rules: [{ ...hourly, copyTo: undefined }, daily] });
    const periods = plan.signals.map(({ id, evaluationPeriods }) => [id, evaluationPeriods]);
    expect(periods).toEqual([
      ["plan-backup-missing", 2],
      ["plan-copy-failed-us-west-2", 1],
      ["plan-copy-missing-us-west-2", 26],
    ]);
  });

  test("signals no missing backup of a schedule whose gaps exceed seven days", () => {
    const weekly = { ...daily, schedule: "cron(0 3 ? * SUN *)" };
    expect(synthesizePlan({ rules: [weekly] }).plan.signals.map(({ id }) => id)).toEqual([
      "plan-copy-failed-us-west-2",
    ]);
  });

  test("may back up buckets if asked, or if a bucket is listed", () => {
    const policies = (differences: Partial<BackupPlanProps>) =>
      Object.values(synthesizePlan(differences).stack.resources("aws_iam_role_policy_attachment")).map(
        (attachment) => attachment["policy_arn"],
      );
    const bucketPolicy = "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup";
    expect(policies({})).not.toContain(bucketPolicy);
    expect(policies({ buckets: "included" })).toContain(bucketPolicy);
    const selection = { ...props.selection, arns: ["arn:aws:s3:::shop-invoices"] };
    expect(policies({ selection })).toContain(bucketPolicy);
  });

  test("refuses a retention outside the bounds of the vault's lock", () => {
    const vault = { vaultName: "shop", lock: { minRetentionDays: 14, maxRetentionDays: 60 } };
    const invalid = () => synthesizePlan({ vault });
    expect(invalid).toThrow(/rules.hourly.deleteAfterDays: got 7; allowed: 14 to 60 days, the bounds of the vault's l/);
    expect(invalid).toThrow(/rules.daily.deleteAfterDays: got 90; allowed: 14 to 60 days/);
    const lock = { minRetentionDays: 7, maxRetentionDays: 90 };
    expect(() => synthesizePlan({ vault: { vaultName: "shop", lock } })).not.toThrow();
  });

  test("refuses a copy to another account, which AWS Backup cannot combine with another region", () => {
    expect(withRule({ copyTo: copyTo.replace("111122223333", "444455556666") })).toThrow(
      /rules.hourly.copyTo: got ".*"; allowed: a vault of account 111122223333; copy within the account/,
    );
  });

  test("reports every invalid setting at once", () => {
    const invalid = () =>
      synthesizePlan({
        name: "shop staging",
        vault: { vaultName: "shop.staging" },
        rules: [
          { ...hourly, name: "a b", deleteAfterDays: 0, startWindowMinutes: 30, completionWindowMinutes: 80 },
          { ...daily, continuous: true },
          { ...daily, name: "log", deleteAfterDays: 35, continuous: true },
          { ...daily, name: "log" },
        ],
        selection: { tag: { key: "", value: "x" }, arns: ["*"] },
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/test\/plan: name: got "shop staging"/);
    expect(invalid).toThrow(/name: got "shop staging"; allowed: a backup plan name/);
    expect(invalid).toThrow(/vault.vaultName: got "shop.staging"; allowed: a backup vault name/);
    expect(invalid).toThrow(/rules.a b.name: got "a b"/);
    expect(invalid).toThrow(/rules.a b.deleteAfterDays: got 0/);
    expect(invalid).toThrow(/rules.a b.startWindowMinutes: got 30; allowed: a whole number from 60/);
    expect(invalid).toThrow(/rules.a b.completionWindowMinutes: got 80; allowed: a whole number from 90/);
    expect(invalid).toThrow(/rules.daily.deleteAfterDays: got 90; allowed: a whole number from 1 to 35/);
    expect(invalid).toThrow(/rules: got \["daily","log"\]; allowed: one continuous rule/);
    expect(invalid).toThrow(/rules: got \["a b","daily","log","log"\]; allowed: names that differ/);
    expect(invalid).toThrow(/selection.tag.key: got ""/);
    expect(invalid).toThrow(/selection.arns: got "\*"; allowed: ARNs/);
  });

  test("refuses a plan without rules", () => {
    expect(() => synthesizePlan({ rules: [] })).toThrow(/rules: got \[\]; allowed: at least one rule/);
  });

  test("refuses more ARNs than AWS Backup accepts, fewer with wildcards", () => {
    const arns = Array.from({ length: 31 }, (_value, index) => `arn:aws:s3:::shop-${index}`);
    const select = (list: string[]) => () => synthesizePlan({ selection: { ...props.selection, arns: list } });
    expect(select(arns)).not.toThrow();
    expect(select([...arns.slice(1), "arn:aws:s3:::shop-*"])).toThrow(
      /selection.arns: got 31; allowed: at most 30 ARNs/,
    );
    expect(select(Array.from({ length: 501 }, () => arns[0]!))).toThrow(
      /selection.arns: got 501; allowed: at most 500/,
    );
  });

  test.each([
    "arn",
    "arn:aws:rds:us-east-1",
    "arn:aws:rds:us-east-1:111122223333:",
    "arn:aws:rds:eu-west-1:111122223333:db:a",
  ])("refuses %s, which selects no resource of the plan's region", (arn) => {
    expect(() => synthesizePlan({ selection: { ...props.selection, arns: [arn] } })).toThrow(
      `selection.arns: got "${arn}"; allowed: ARNs of resources of the plan's region and account`,
    );
  });

  test("refuses cold storage without its 90 days, as zero, or with continuous backup", () => {
    expect(withRule({ deleteAfterDays: 100, coldStorageAfterDays: 30 })).toThrow(
      /rules.hourly.deleteAfterDays: got 100; allowed: at least 120, 90 days after coldStorageAfterDays/,
    );
    expect(withRule({ coldStorageAfterDays: 0 })).toThrow(/rules.hourly.coldStorageAfterDays: got 0/);
    expect(withRule({ coldStorageAfterDays: 7, continuous: true })).toThrow(
      /rules.hourly.coldStorageAfterDays: got 7; allowed: nothing, since continuous backups stay in warm storage/,
    );
  });

  test("R-DR1 refuses a copy in the same region and an invalid ARN", () => {
    const vaultArn = "arn:aws:backup:us-east-1:111122223333:backup-vault:shop-staging";
    expect(withRule({ copyTo: vaultArn })).toThrow(
      /rules.hourly.copyTo: got ".*"; allowed: a vault in another region than the plan's, us-east-1/,
    );
    expect(withRule({ copyTo: "shop-copies" })).toThrow(
      /rules.hourly.copyTo: got "shop-copies"; allowed: the ARN of a backup vault/,
    );
  });

  test("R-DR1 refuses the plan's own vault as the destination", () => {
    const copyIntoItself = () =>
      synthesizeStack((scope) => {
        const regional = scope.providerIn("us-east-1");
        const vault = new BackupVault(scope, "vault", { name: "shop", key, regional });
        const rules = [{ ...hourly, copyTo: vault.vaultArn }];
        new BackupPlan(scope, "plan", { ...props, rules, vault, regional });
      });
    expect(copyIntoItself).toThrow(/rules.hourly.copyTo: .* another region than the plan's/);
  });

  test.each([
    ["rate(1 hour)", "neither rate nor at"],
    ["cron(0 3 * * ?)", "six fields"],
    ["cron(0 3 * * * *)", "[?] in exactly one of the day fields"],
    ["cron(0 3 ? * ? *)", "[?] in exactly one of the day fields"],
    ["cron(0 3 * * ? 2027)", "[*] as the year"],
    ["cron(60 3 * * ? *)", "minutes from 0 to 59"],
    ["cron(0 -1 * * ? *)", "hours from 0 to 23"],
    ["cron(0 ? * * ? *)", "hours from 0 to 23"],
    ["cron(0 3 L * ? *)", "day of month from 1 to 31"],
    ["cron(0 3 1 FOO ? *)", "month from 1 to 12"],
    ["cron(0 3 ? * FRI-MON *)", "day of week from 1 to 7"],
    ["cron(0 3,x * * ? *)", "hours from 0 to 23"],
    ["cron(0 3 30 2 ? *)", "a date that exists"],
    ["cron(0,30 * * * ? *)", "at most one run an hour"],
  ])("refuses the schedule %s", (schedule, allowed) => {
    expect(withRule({ schedule })).toThrow(new RegExp(`rules.hourly.schedule: got ".*"; allowed: .*${allowed}`));
  });

  test.each([
    ["cron(0 * * * ? *)", 60],
    ["cron(0 3 * * ? *)", 1440],
    ["cron(30 0/6 * * ? *)", 360],
    ["cron(0 */12 * * ? *)", 720],
    ["cron(15 8-20/4,22 * * ? *)", 600],
    ["cron(0 3 ? * MON-FRI *)", 3 * 1440],
    ["cron(0 3 ? * sun *)", 7 * 1440],
    ["cron(0 3 1,15 * ? *)", 17 * 1440],
    ["cron(0 3 1 JAN/6 ? *)", 184 * 1440],
    ["cron(0 3 29 2 ? *)", 1461 * 1440],
  ])("computes the longest gap of the schedule %s", (schedule, minutes) => {
    expect(withRule({ schedule })().plan.worstCaseRpoMinutes).toEqual({ hourly: minutes + 240 });
  });

  test("exposes the id and ARN of the plan", () => {
    const stack = synthesizeStack((scope) => {
      const plan = new BackupPlan(scope, "plan", { ...props, regional: scope.providerIn("us-east-1") });
      const resources = [plan.planArn, plan.planId];
      testRole(scope).addStatement({ sid: "Read", actions: ["backup:GetBackupPlan"], resources });
    });
    expect(stack.statements("role_permissions")).toEqual([
      expect.objectContaining({
        resources: [
          expect.stringMatching(/aws_backup_plan\..*\.arn/),
          expect.stringMatching(/aws_backup_plan\..*\.id/),
        ],
      }),
    ]);
  });

  test("has these addresses", () => {
    expect(synthesizePlan().stack.addresses).toMatchInlineSnapshot(`
     [
       "aws_backup_plan.plan_E1BD42BD",
       "aws_backup_selection.plan_named_118E2704",
       "aws_backup_selection.plan_tagged_501CCAD0",
       "aws_iam_role.plan_role_FAA82E72",
       "aws_iam_role_policy_attachment.plan_role_managed-policy_7C213333",
       "data.aws_iam_policy_document.plan_role_trust_document_813CD735",
     ]
    `);
  });
});
