import type { Construct } from "constructs";
import type { Environment } from "../environments";
import { AwsStack } from "../modules/core";
import { BackupVault, vaultArn } from "../modules/recovery";
import { EncryptionKey } from "../modules/security";
import { publishOutputs } from "./outputs";
import { stateLocation } from "./state";

/** Name of an environment's vault in the recovery region. */
function recoveryVaultName({ project, name }: Environment): string {
  return `${project}-${name}-recovery`;
}

/** Its ARN, computed so that no stack has to read another's state. */
export function recoveryVaultArn(environment: Environment): string {
  return vaultArn(environment.recoveryRegion, environment.account, recoveryVaultName(environment));
}

/**
 * The recovery vault of an environment and its key, in the recovery region, with its state there too: it survives the
 * loss of the main region. Applied before the environment, whose backup plans copy into this vault.
 */
export class RecoveryStack extends AwsStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    const { project, name, owner, account, recoveryRegion, deletionProtection } = environment;
    const tags = { Environment: name, Project: project, Owner: owner };
    super(scope, id, { account, region: recoveryRegion, tags, state: stateLocation(project, account, recoveryRegion) });
    const vaultName = recoveryVaultName(environment);
    const key = new EncryptionKey(this, "backups-key", {
      name: vaultName,
      description: "Recovery points copied from the main region",
      services: ["backup"],
      deletionProtection,
    });
    const vault = new BackupVault(this, "vault", { name: vaultName, key, deletionProtection });
    publishOutputs(this, { "recovery-vault-arn": vault.vaultArn });
  }
}
