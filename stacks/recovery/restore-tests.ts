import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import type { Environment } from "../../environments";
import type { AwsStack } from "../../modules/core";
import { Network } from "../../modules/network";
import { AlarmTopic, Alarms } from "../../modules/observability";
import { RestoreTesting, type BackupVault } from "../../modules/recovery";
import { EncryptionKey } from "../../modules/security";

export interface RestoreTests {
  readonly environment: Environment;
  readonly prefix: string;
  readonly vault: BackupVault;
}

/** Range of the network of restored databases, which nothing connects to. */
const TEST_CIDR = "10.255.0.0/22";

/** Restores the newest copy of the database every week into a network of its own; a failure raises an alarm. */
export function testRestores(stack: AwsStack, { environment, prefix, vault }: RestoreTests): void {
  new RestoreTesting(stack, "restore-testing", {
    name: prefix.replaceAll("-", "_"),
    // After the restore test of the main region.
    schedule: "cron(0 9 ? * SUN *)",
    vaultArns: [vault.vaultArn],
    resourceTypes: ["Aurora"],
    restoreMetadata: { Aurora: { dbSubnetGroupName: createSubnetGroup(stack, environment, prefix) } },
    roleName: `${prefix}-restore-testing`,
  });
  const { emails } = environment.alarms;
  const { deletionProtection } = environment;
  const key = new EncryptionKey(stack, "alarms-key", {
    name: `${prefix}-alarms`,
    description: "Alarm topic of the recovery region",
    services: ["alarms"],
    deletionProtection,
  });
  const topic = new AlarmTopic(stack, "alarm-topic", { name: `${prefix}-alarms`, key, emails, deletionProtection });
  // No plan backs up into this vault: its copies are signals of the plan that makes them.
  const signals = vault.signals.filter(({ id }) => id.endsWith("-restore-failed"));
  new Alarms(stack, "alarms", { name: prefix, topicArn: topic.topicArn, signals });
}

/** Subnets for restored databases, because the account need not have a default VPC in the region. */
function createSubnetGroup(
  stack: AwsStack,
  { recoveryZones, logs, deletionProtection }: Environment,
  name: string,
): string {
  const logKey = new EncryptionKey(stack, "logs-key", {
    name: `${name}-logs`,
    description: "Flow log of the network of restore tests",
    services: ["logs"],
    deletionProtection,
  });
  const network = new Network(stack, "network", {
    name,
    cidr: TEST_CIDR,
    availabilityZones: recoveryZones,
    natGateways: "none",
    flowLogRetentionDays: logs.retentionDays,
    logKey,
  });
  const { subnetIds } = network.privatePlacement;
  return new DbSubnetGroup(stack, "subnet-group", { name, description: "Restore tests", subnetIds: [...subnetIds] })
    .name;
}
