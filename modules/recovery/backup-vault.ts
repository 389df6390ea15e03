import { BackupVault as AwsBackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import { Construct } from "constructs";
import {
  AwsStack,
  PolicyDocument,
  signalsIn,
  useProviderOf,
  withDefaults,
  type AwsRegion,
  type PolicyStatement,
  type Signal,
} from "../core";
import { BACKUP_VAULT_DEFAULTS, type BackupVaultProps, type VaultLock } from "./backup-vault-props";
import { backupVaultSignals } from "./backup-vault-signals";
import { validateBackupVault } from "./backup-vault-validation";
import { vaultArn } from "./vault-arn";

/**
 * Stateful. A backup vault, encrypted with a customer key, that denies deleting or shortening recovery points.
 *
 * The vault policy denies it to every principal of the account, administrators included, for calls of AWS Backup's
 * API only. Retention still works: AWS Backup expires recovery points with the role of the plan, without such a call.
 * To delete a recovery point by hand, remove the policy first, in a reviewed change.
 */
export class BackupVault<Region extends AwsRegion = AwsRegion> extends Construct {
  readonly region: Region;
  readonly vaultName: string;
  /** Literal ARN, not a reference, so that a plan that copies into its own region fails at synthesis. */
  readonly vaultArn: string;
  /** Bounds for the retention of recovery points; plans compare their rules with it. */
  readonly lock: "none" | VaultLock;
  /** `<id>-backup-failed`, `<id>-backup-expired` and `<id>-restore-failed`, published in the vault's region. */
  readonly signals: readonly Signal[];

  /** @throws InputError when the name is invalid, the key has another region, or the lock's bounds contradict. */
  constructor(scope: Construct, id: string, props: BackupVaultProps<Region>) {
    validateBackupVault(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, key, lock, deletionProtection } = withDefaults(props, BACKUP_VAULT_DEFAULTS);
    const { account, region, partition, provider } = AwsStack.of(this);
    const lifecycle = { preventDestroy: deletionProtection };
    const vault = new AwsBackupVault(this, "vault", {
      provider,
      name,
      kmsKeyArn: key.keyArn,
      forceDestroy: !deletionProtection,
      lifecycle,
    });
    const policy = new PolicyDocument(this, "vault-policy", [KEEP_RECOVERY_POINTS]).json;
    new BackupVaultPolicy(this, "policy", { provider, backupVaultName: vault.name, policy });
    if (lock !== "none") {
      new BackupVaultLockConfiguration(this, "lock", { provider, backupVaultName: vault.name, ...lock, lifecycle });
    }
    this.region = region as Region;
    this.lock = lock;
    this.vaultName = vault.name;
    this.vaultArn = vaultArn(region, account, name, partition);
    this.signals = signalsIn(this, backupVaultSignals(id, name));
  }
}

/** A vault policy accepts no wildcard actions. Resource and Principal `*` mean this vault and everyone. */
const KEEP_RECOVERY_POINTS: PolicyStatement = {
  sid: "KeepRecoveryPoints",
  effect: "Deny",
  actions: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
  resources: ["*"],
  principals: [{ type: "*", identifiers: ["*"] }],
};
