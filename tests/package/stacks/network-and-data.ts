import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Backend, TerraformStack, type App } from "cdktf";
import { SecurityGroup, ServiceRole, type KeyReference } from "groundplan/core";
import { AuroraCluster } from "groundplan/data/aurora";
import { ServerlessCache } from "groundplan/data/cache";
import { Bucket } from "groundplan/data/storage";
import { Network } from "groundplan/network";
import { AlarmTopic, Alarms } from "groundplan/observability";
import { BackupPlan, BackupVault, RestoreTesting } from "groundplan/recovery";
import { EncryptionKey } from "groundplan/security";

type TeamKey = KeyReference<"eu-central-1">;

const tags = { Environment: "prod", Project: "shop", Owner: "shop-team" };
const PROVIDER = { allowedAccountIds: ["111122223333"], defaultTags: [{ tags }] };

/**
 * A team's stack as it was before Groundplan: its own provider and backend, a VPC and a key of other stacks. It gets a
 * second VPC, and a database, a cache and a bucket in the VPC that exists.
 */
export class NetworkAndData extends TerraformStack {
  constructor(app: App) {
    super(app, "network-and-data");
    new AwsProvider(this, "AWS", { ...PROVIDER, region: "eu-central-1" });
    new S3Backend(this, {
      bucket: "team-states",
      key: "shop/network-and-data",
      region: "eu-central-1",
      encrypt: true,
      kmsKeyId: "alias/team-states",
      dynamodbTable: "team-locks",
    });
    const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/0b1c2d3e-0000-4000-8000-000000000000";
    const key = EncryptionKey.fromArn(this, "team-key", keyArn);
    this.createNetwork(key);
    this.createData(key);
  }

  private createNetwork(logKey: TeamKey): void {
    new Network(this, "network", {
      name: "shop",
      cidr: "10.20.0.0/16",
      availabilityZones: ["eu-central-1a", "eu-central-1b"],
      logKey,
    });
  }

  private createData(key: TeamKey): void {
    const { privatePlacement: placement } = Network.fromAttributes(this, "team-network", {
      vpcId: "vpc-0a1b2c3d4e5f60718",
      vpcCidr: "10.0.0.0/16",
      privateSubnetIds: { "eu-central-1a": "subnet-0a1b2c3d4e5f60718", "eu-central-1b": "subnet-1a1b2c3d4e5f60718" },
    });
    const app = SecurityGroup.fromId(this, "app", "sg-0123456789abcdef0");
    const role = ServiceRole.fromArn(this, "app-role", "arn:aws:iam::111122223333:role/shop-app");

    const database = new AuroraCluster(this, "database", {
      name: "shop-database",
      databaseName: "shop",
      minCapacityAcu: 0.5,
      maxCapacityAcu: 4,
      instances: 2,
      placement,
      dataKey: key,
      logKey: key,
      backup: "shop",
    });
    database.allowFrom(app);
    database.grantReadCredentials(role);

    const limits = { maxStorageGb: 10, maxEcpuPerSecond: 5_000 };
    const cache = new ServerlessCache(this, "cache", {
      name: "shop-cache",
      engine: "valkey",
      ...limits,
      placement,
      dataKey: key,
    });
    cache.allowFrom(app);
    cache.grantConnect(role);

    const accessLogsTo = new Bucket(this, "logs", { name: "shop-data-logs-111122223333", intent: "logs" });
    const cors = [{ allowedOrigins: ["https://shop.example.com"], allowedMethods: ["PUT"] as const }];
    const uploads = { name: "shop-uploads-111122223333", intent: "content", key, accessLogsTo, cors } as const;
    new Bucket(this, "uploads", { ...uploads, infrequentAccessAfterDays: 60, backup: "shop" }).grantReadWrite(role);
    this.backUp(key, [...database.signals, ...cache.signals]);
  }

  /** Backs up to a vault that exists, with hourly backups and daily copies in another region. */
  private backUp(key: TeamKey, signals: AuroraCluster["signals"]): void {
    const provider = new AwsProvider(this, "AWS-dublin", { ...PROVIDER, region: "eu-west-1", alias: "dublin" });
    const regional = { region: "eu-west-1", provider } as const;
    const copyKey = new EncryptionKey(this, "copy-key", { name: "shop-copies", description: "Copies", regional });
    const copies = new BackupVault(this, "copies", { name: "shop-copies", key: copyKey, regional });
    const vault = new BackupVault(this, "vault", { name: "shop", key });
    const copyTo = copies.vaultArn;
    const plan = new BackupPlan(this, "backup", {
      name: "shop",
      vault,
      rules: [
        { name: "hourly", schedule: "cron(0 * * * ? *)", deleteAfterDays: 7, copyTo },
        { name: "daily", schedule: "cron(0 3 * * ? *)", deleteAfterDays: 90, copyTo },
      ],
      selection: { tag: { key: "backup", value: "shop" }, arns: [] },
      buckets: "included",
    });
    [key, copyKey].forEach((each) => each.grantUse(plan));
    const weekly = { name: "shop_restores", schedule: "cron(0 5 ? * SUN *)", vaultArns: [vault.vaultArn] };
    key.grantUse(new RestoreTesting(this, "restore-testing", { ...weekly, resourceTypes: ["Aurora"] }));

    const { topicArn } = new AlarmTopic(this, "topic", { name: "shop-data", key, emails: ["team@example.com"] });
    const all = [...signals, ...vault.signals, ...plan.signals];
    new Alarms(this, "alarms", { name: "shop-data", topicArn, signals: all });
  }
}
