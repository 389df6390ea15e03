import type { Construct } from "constructs";
import type { Environment } from "../environments";
import { AwsStack } from "../modules/core";
import { BackupVault, vaultArn } from "../modules/recovery";
import { EncryptionKey } from "../modules/security";
import { permissionsBoundaryArn } from "./deployment-names";
import { publishOutputs } from "./outputs";
import { testRestores } from "./recovery/restore-tests";
import { stateLocation } from "./state";

/** Prefix of the names of an environment's resources in the recovery region, and the name of its vault there. */
function recoveryPrefix({ project, name }: Environment): string {
  return `${project}-${name}-recovery`;
}

/** ARN of the recovery vault, computed so that no stack has to read another's state. */
export function recoveryVaultArn(environment: Environment): string {
  return vaultArn(environment.recoveryRegion, environment.account, recoveryPrefix(environment));
}

/**
 * The recovery vault of an environment and its key, in the recovery region, with its state there too: it survives the
 * loss of the main region. Applied before the environment, whose backup plans copy into this vault. The copies are
 * restored every week as a proof.
 */
export class RecoveryStack extends AwsStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    const { project, name, stage, owner, account, recoveryRegion, deletionProtection } = environment;
    super(scope, id, {
      account,
      region: recoveryRegion,
      stage,
      tags: { Environment: name, Project: project, Owner: owner },
      state: stateLocation(project, account, recoveryRegion),
      permissionsBoundaryArn: permissionsBoundaryArn(project, account, name),
    });
    const prefix = recoveryPrefix(environment);
    const key = new EncryptionKey(this, "backups-key", {
      name: prefix,
      description: "Recovery points copied from the main region",
      services: ["backup"],
      deletionProtection,
    });
    const vault = new BackupVault(this, "vault", { name: prefix, key, deletionProtection });
    testRestores(this, { environment, prefix, vault });
    publishOutputs(this, { "recovery-vault-arn": vault.vaultArn });
  }
}
