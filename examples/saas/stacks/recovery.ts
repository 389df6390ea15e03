import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { AwsStack } from "groundplan/core";
import { BackupVault } from "groundplan/recovery";
import type { Environment } from "../environments";
import { keysOf } from "./environment/keys";
import { names, stackPropsOf } from "./names";

/**
 * Copies of an environment in the second region, with a state there: the vault of copied recovery points, and the
 * key of copied objects and secrets. It is applied before the environment.
 */
export class RecoveryStack extends AwsStack<"us-west-2"> {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, stackPropsOf(environment, "us-west-2", environment.name));
    const { deletionProtection } = environment;
    const name = names.recoveryVault(environment);
    const createKey = keysOf(this, { prefix: name, deletionProtection });
    const backups = createKey("backups", "Recovery points copied from the main region", ["backup"]);
    const copies = createKey("copies", "Objects and secrets copied from the main region", []);
    new BackupVault(this, "vault", { name, key: backups, deletionProtection });
    new TerraformOutput(this, "copies-key-arn", { value: copies.keyArn }).overrideLogicalId("copies-key-arn");
  }
}
