import { InputError, type KeyReference } from "../../../modules/core";
import { BackupVault, vaultArn, type BackupVaultProps } from "../../../modules/recovery";
import { synthesizeStack } from "../../../testing";

const key: KeyReference<"us-east-1"> = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/test",
  region: "us-east-1",
  grantUse: () => {},
};

const synthesizeVault = (differences: Partial<BackupVaultProps<"us-east-1">> = {}) =>
  synthesizeStack(
    (stack) =>
      new BackupVault(stack, "vault", {
        name: "shop-staging",
        key,
        regional: stack.providerIn("us-east-1"),
        ...differences,
      }),
  );

describe("BackupVault", () => {
  test("R-DR1 is encrypted with the customer key and neither emptied nor destroyed by default", () => {
    const stack = synthesizeVault();
    expect(stack.resource("aws_backup_vault")).toMatchObject({
      name: "shop-staging",
      kms_key_arn: "arn:aws:kms:us-east-1:111122223333:key/test",
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.resources("aws_backup_vault_lock_configuration")).toEqual({});
  });

  test("keeps its defaults when a prop is explicitly undefined", () => {
    const stack = synthesizeVault({ deletionProtection: undefined, lock: undefined });
    expect(stack.resource("aws_backup_vault")).toMatchObject({ lifecycle: { prevent_destroy: true } });
  });

  test("can be made deletable with everything in it", () => {
    expect(synthesizeVault({ deletionProtection: false }).resource("aws_backup_vault")).toMatchObject({
      force_destroy: true,
      lifecycle: { prevent_destroy: false },
    });
  });

  test("R-DR1 denies everybody deleting recovery points or shortening their life", () => {
    const stack = synthesizeVault();
    expect(stack.statements("vault-policy")).toEqual([
      expect.objectContaining({
        effect: "Deny",
        actions: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
        resources: ["*"],
        principals: [{ type: "*", identifiers: ["*"] }],
      }),
    ]);
    expect(stack.resource("aws_backup_vault_policy")).toMatchObject({
      backup_vault_name: expect.stringMatching(/aws_backup_vault\..*\.name/),
    });
  });

  test("can be locked in governance mode only", () => {
    const lock = synthesizeVault({ lock: { minRetentionDays: 7, maxRetentionDays: 365 } }).resource(
      "aws_backup_vault_lock_configuration",
    );
    expect(lock).toMatchObject({
      min_retention_days: 7,
      max_retention_days: 365,
      lifecycle: { prevent_destroy: true },
    });
    expect(lock).not.toHaveProperty("changeable_for_days");
  });

  test("R-DR1 is created in another region by that region's provider, with all its parts", () => {
    const stack = synthesizeStack(
      (scope) =>
        new BackupVault(scope, "copy-vault", {
          name: "shop-copies",
          key: { ...key, region: "us-west-2" as const },
          regional: scope.providerIn("us-west-2"),
          lock: { minRetentionDays: 1, maxRetentionDays: 90 },
        }),
    );
    for (const type of ["aws_backup_vault", "aws_backup_vault_policy", "aws_backup_vault_lock_configuration"]) {
      expect(stack.resource(type)).toMatchObject({ provider: "aws.us-west-2" });
    }
  });

  test("neither compiles nor synthesizes with a key of another region", () => {
    const west = { name: "shop" };
    const wrong = () =>
      synthesizeStack((scope) => {
        const regional = scope.providerIn("us-west-2");
        // @ts-expect-error a vault in us-west-2 cannot use a key of us-east-1
        new BackupVault<"us-west-2">(scope, "vault", { ...west, key, regional });
      });
    expect(wrong).toThrow(/test\/vault: key.region: got "us-east-1"; allowed: the vault's region, us-west-2/);
  });

  test("exposes region and ARN, and signals failed and expired backups and failed restores", () => {
    let vault: BackupVault | undefined;
    synthesizeStack((scope) => {
      vault = new BackupVault(scope, "vault", {
        name: "shop-staging",
        key,
        regional: scope.providerIn("us-east-1"),
      });
    });
    expect(vault?.region).toBe("us-east-1");
    expect(vault?.vaultArn).toBe("arn:aws:backup:us-east-1:111122223333:backup-vault:shop-staging");
    expect(vault?.signals).toEqual([
      expect.objectContaining({ id: "vault-backup-failed", metricName: "NumberOfBackupJobsFailed" }),
      expect.objectContaining({ id: "vault-backup-expired", metricName: "NumberOfBackupJobsExpired" }),
      expect.objectContaining({ id: "vault-restore-failed", metricName: "NumberOfRestoreJobsFailed" }),
    ]);
    for (const signal of vault?.signals ?? []) {
      expect(signal).toMatchObject({
        namespace: "AWS/Backup",
        dimensions: { BackupVaultName: "shop-staging" },
        statistic: "Sum",
        threshold: 1,
        comparison: "at-or-above",
        periodSeconds: 3600,
        missingData: "notBreaching",
      });
    }
  });

  test("has an ARN that other stacks can compute", () => {
    expect(vaultArn("us-west-2", "111122223333", "shop-copies")).toBe(
      "arn:aws:backup:us-west-2:111122223333:backup-vault:shop-copies",
    );
  });

  test("reports every invalid setting at once", () => {
    const invalid = () => synthesizeVault({ name: "s", lock: { minRetentionDays: 0, maxRetentionDays: 40_000 } });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/test\/vault: name: got "s"; allowed: a backup vault name of at most 50 characters/);
    expect(invalid).toThrow(/lock.minRetentionDays: got 0; allowed: a whole number from 1 to 36500/);
    expect(invalid).toThrow(/lock.maxRetentionDays: got 40000/);
    expect(() => synthesizeVault({ lock: { minRetentionDays: 30, maxRetentionDays: 7 } })).toThrow(
      /lock.maxRetentionDays: got 7; allowed: at least minRetentionDays, 30/,
    );
  });

  test("has these addresses", () => {
    expect(synthesizeVault({ lock: { minRetentionDays: 7, maxRetentionDays: 365 } }).addresses).toMatchInlineSnapshot(`
     [
       "aws_backup_vault.vault_BBE00A92",
       "aws_backup_vault_lock_configuration.vault_lock_B8433949",
       "aws_backup_vault_policy.vault_policy_B095D638",
       "data.aws_iam_policy_document.vault_vault-policy_document_0A818F7F",
     ]
    `);
  });
});
