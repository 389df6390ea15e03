import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { AwsStack, type KeyReference } from "groundplan/core";
import { Bucket } from "groundplan/data/storage";
import { BackupVault } from "groundplan/recovery";
import type { Environment } from "../environments";
import { createFailoverSwitch } from "./environment/failover-switch";
import { keysOf } from "./environment/keys";
import { CONTENT, COPIED_BUCKETS } from "./environment/storage";
import { environmentStackPropsOf, names } from "./names";

/**
 * Copies of an environment in the second region, with a state there: the vault of copied recovery points, the buckets
 * of copied objects, the key of these and of copied secrets, and the switch of the failover. It is applied before the
 * environment.
 */
export class RecoveryStack extends AwsStack<"us-west-2"> {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, environmentStackPropsOf(environment, "us-west-2"));
    const { deletionProtection } = environment;
    const name = names.recovery(environment);
    const createKey = keysOf(this, { prefix: name, deletionProtection });
    const backups = createKey("backups", "Recovery points copied from the main region", ["backup"]);
    const copies = createKey("copies", "Objects and secrets copied from the main region", []);
    new BackupVault(this, "vault", { name, key: backups, deletionProtection });
    createCopies(this, environment, copies);
    createFailoverSwitch(this, environment, createKey("alarms", "Topic of the failover switch", ["alarms"]));
    new TerraformOutput(this, "copies-key-arn", { value: copies.keyArn }).overrideLogicalId("copies-key-arn");
  }
}

/** Buckets that receive the objects of the main region. */
function createCopies(stack: RecoveryStack, environment: Environment, key: KeyReference): void {
  const { deletionProtection, logRetentionDays: expireAfterDays } = environment;
  const nameOf = (id: string): string => names.bucketCopy(environment, id);
  const accessLogsTo = new Bucket(stack, "logs", {
    name: nameOf("logs"),
    intent: "logs",
    expireAfterDays,
    deletionProtection,
  });
  COPIED_BUCKETS.forEach((id) => {
    new Bucket(stack, `${id}-copies`, { ...CONTENT, name: nameOf(id), key, accessLogsTo, deletionProtection });
  });
}
