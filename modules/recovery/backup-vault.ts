import { BackupVault as AwsBackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import { Construct } from "constructs";
import {
  PolicyDocument,
  Validation,
  checkName,
  type AwsRegion,
  type KeyReference,
  type PolicyStatement,
  type RegionalProvider,
  type Signal,
} from "../core";

/** Bounds that the vault sets to the retention of every backup in it. */
export interface VaultLock {
  /** Backups cannot be deleted earlier, and jobs with a shorter retention fail: 1 to 36,500 days. */
  readonly minRetentionDays: number;
  /** Jobs with a longer retention fail: `minRetentionDays` to 36,500 days. */
  readonly maxRetentionDays: number;
}

export interface BackupVaultProps<Region extends AwsRegion = AwsRegion> {
  /** Physical name: 2 to 50 letters, digits, _ and -. */
  readonly name: string;
  /** The account that the vault is in: 12 digits. */
  readonly account: string;
  /** Encrypts the backups. A copy is encrypted anew with the key of the vault it is copied to. */
  readonly key: KeyReference<Region>;
  /** The provider of the region that the vault lives in. */
  readonly regional: RegionalProvider<Region>;
  /**
   * A vault lock in governance mode: only principals allowed to remove the lock can get round it. Compliance mode is not offered, since
   * nobody, not even AWS, can undo it. @default "none"
   */
  readonly lock?: "none" | VaultLock;
  /** Refuse any plan that would delete the vault, and keep the provider from emptying it first. @default true */
  readonly deletionProtection?: boolean;
}

export const BACKUP_VAULT_DEFAULTS = { lock: "none", deletionProtection: true } as const;

/** The ARN of a vault, without a reference to the stack that makes it. */
export function vaultArn(region: AwsRegion, account: string, name: string): string {
  return `arn:aws:backup:${region}:${account}:backup-vault:${name}`;
}

/**
 * Stateful. A backup vault, encrypted with a customer key, whose recovery points nobody deletes or shortens by hand.
 *
 * The vault policy denies that to every principal of the account, administrators included. Retention still works, since a vault policy
 * only governs calls to the API of AWS Backup, and expiry is no such call: AWS Backup does it by itself with the role of the plan. To
 * delete a recovery point by hand, remove the policy first, which is a change that somebody reviews.
 */
export class BackupVault<Region extends AwsRegion = AwsRegion> extends Construct {
  readonly region: Region;
  readonly vaultName: string;
  /** A literal and no reference, so that a plan that copies into its own region is found at synthesis. */
  readonly vaultArn: string;
  /** Failed backup, copy and restore jobs of this vault, published in the vault's own region. */
  readonly signals: readonly Signal[];

  /** @throws InputError when the name or account is not valid or the lock's bounds contradict each other. */
  constructor(scope: Construct, id: string, props: BackupVaultProps<Region>) {
    validate(scope, id, props);
    super(scope, id);
    const { name, account, key, regional } = props;
    const { lock = BACKUP_VAULT_DEFAULTS.lock, deletionProtection = BACKUP_VAULT_DEFAULTS.deletionProtection } = props;
    const { provider } = regional;
    const lifecycle = { preventDestroy: deletionProtection };
    const kmsKeyArn = key.keyArn;
    const vault = new AwsBackupVault(this, "vault", {
      provider,
      name,
      kmsKeyArn,
      forceDestroy: !deletionProtection,
      lifecycle,
    });
    const policy = new PolicyDocument(this, "vault-policy", [KEEP_RECOVERY_POINTS]).json;
    new BackupVaultPolicy(this, "policy", { provider, backupVaultName: vault.name, policy });
    if (lock !== "none") {
      new BackupVaultLockConfiguration(this, "lock", { provider, backupVaultName: vault.name, ...lock, lifecycle });
    }
    this.region = regional.region;
    this.vaultName = vault.name;
    this.vaultArn = vaultArn(regional.region, account, name);
    this.signals = signalsOf(id, name);
  }
}

/** AWS Backup takes no wildcard among the actions of a vault policy; Resource and Principal `*` mean this vault and everyone. */
const KEEP_RECOVERY_POINTS: PolicyStatement = {
  sid: "KeepRecoveryPoints",
  effect: "Deny",
  actions: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
  resources: ["*"],
  principals: [{ type: "*", identifiers: ["*"] }],
};

function validate(scope: Construct, id: string, { name, account, lock = "none" }: BackupVaultProps): void {
  const validation = new Validation(scope, id);
  validation.accountId("account", account);
  checkName(validation, "backup vault name", name);
  if (lock !== "none") {
    const { minRetentionDays, maxRetentionDays } = lock;
    validation
      .integer("lock.minRetentionDays", minRetentionDays, 1, 36_500, "choose how long every backup must be kept")
      .integer("lock.maxRetentionDays", maxRetentionDays, 1, 36_500, "choose how long a backup may be kept")
      .check(
        () => minRetentionDays <= maxRetentionDays,
        "lock.maxRetentionDays",
        maxRetentionDays,
        `at least minRetentionDays, ${minRetentionDays}`,
        "raise it",
      );
  }
  validation.throwIfInvalid();
}

function signalsOf(id: string, vaultName: string): Signal[] {
  const failure = {
    namespace: "AWS/Backup",
    dimensions: { BackupVaultName: vaultName },
    statistic: "Sum",
    threshold: 1,
    comparison: "at-or-above",
    periodSeconds: 3600,
    evaluationPeriods: 1,
    missingData: "notBreaching",
  } as const;
  return [
    {
      ...failure,
      id: `${id}-backup-failed`,
      metricName: "NumberOfBackupJobsFailed",
      label: "Failed backups",
      why: "A backup job failed: the newest recovery point is older than the plan promises. Read the job's message in AWS Backup.",
    },
    {
      ...failure,
      id: `${id}-copy-failed`,
      metricName: "NumberOfCopyJobsFailed",
      label: "Failed copies",
      why: "A copy between regions failed: the other region lacks a recovery point. Check the key and vault there.",
    },
    {
      ...failure,
      id: `${id}-restore-failed`,
      metricName: "NumberOfRestoreJobsFailed",
      label: "Failed restores",
      why: "A restore, perhaps a test, failed: treat the backups as missing until the job's message is understood.",
    },
  ];
}
