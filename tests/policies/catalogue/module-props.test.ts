import fs from "node:fs";
import path from "node:path";
import { EncryptionKey, GeneratedSecret, type GeneratedSecretProps } from "../../../modules/security";
import { UserPool, type UserPoolProps } from "../../../modules/identity";
import {
  BuildProject,
  ImageRepository,
  type BuildProjectProps,
  type ImageRepositoryProps,
} from "../../../modules/delivery";
import { Distribution, type DistributionProps } from "../../../modules/edge/cdn";
import { WebAcl, type WebAclProps } from "../../../modules/edge/firewall";
import { BackupPlan, BackupVault, type BackupRule, type BackupVaultProps } from "../../../modules/recovery";
import { Table, type TableProps } from "../../../modules/data/dynamodb";
import { RdsInstance, type RdsInstanceProps } from "../../../modules/data/rds";
import { StateMachine, type StateMachineProps } from "../../../modules/workflow";
import { ZipFunction, type S3Code } from "../../../modules/compute/functions";
import { EXEMPT_TYPES, RULES, judge, readConfiguration, type Rule } from "../../../policies";
import { synthesizeStack } from "../../../testing";
import * as made from "../../modules/bad-inputs/constructs";

type Stack = made.Stack;

const key = { keyArn: "arn:aws:kms:us-east-1:111122223333:key/1", region: "us-east-1", grantUse: () => {} } as const;
const selection = { tag: { key: "backup", value: "shop" }, arns: [] };
const copyTo = "arn:aws:backup:us-west-2:111122223333:backup-vault:shop";
const codeSigningConfigArn = "arn:aws:lambda:us-east-1:111122223333:code-signing-config:csc-0a1b2c3d4e5f60718";
const DIGEST = `111122223333.dkr.ecr.us-east-1.amazonaws.com/shop@sha256:${"0".repeat(64)}`;
const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/1";
const customDomain = { names: ["a.example.com"], certificate: { certificateArn, region: "us-east-1" } } as const;
const definition = JSON.stringify({ StartAt: "Done", States: { Done: { Type: "Succeed" } } });
const site = {
  bucketName: "site",
  bucketArn: "arn:aws:s3:::site",
  bucketRegionalDomainName: "site.s3.us-east-1.amazonaws.com",
  allowReadBy: () => {},
};
const webAclArn = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/1";

const props = { name: "shop", description: "Shop" };
const userPool = (stack: Stack, differences: Partial<UserPoolProps>) => {
  const resourceServer = { identifier: "shop", scopes: { "orders.read": "Read" } };
  return new UserPool(stack, "pool", { name: "shop", domainPrefix: "shop", resourceServer, ...differences });
};
const secret = (stack: Stack, differences: Partial<GeneratedSecretProps>) =>
  new GeneratedSecret(stack, "secret", { ...props, key, ...differences });
const webAcl = (stack: Stack, differences: Partial<WebAclProps>) =>
  new WebAcl(stack, "acl", { name: "shop", regional: stack.providerIn("us-east-1"), logKey: key, ...differences });
const distribution = (stack: Stack, differences: Partial<DistributionProps>) => {
  const logBucket = { bucketArn: "arn:aws:s3:::logs", allowLogDeliveryFrom: () => [] };
  const regional = stack.providerIn("us-east-1");
  return new Distribution(stack, "cdn", { name: "shop", regional, site, logBucket, webAclArn, ...differences });
};
const instance = (stack: Stack, differences: Partial<RdsInstanceProps>) =>
  new RdsInstance(stack, "instance", {
    name: "shop",
    engine: "postgres",
    engineVersion: "18.3",
    instanceClass: "db.t4g.medium",
    storage: { gb: 20 },
    databaseName: "shop",
    availability: "multi-az",
    credentials: "rds-managed",
    maxConnections: 100,
    placement: { vpcId: "vpc-1", subnetIds: ["subnet-a", "subnet-b"], availabilityZones: ["us-east-1a", "us-east-1b"] },
    dataKey: key,
    logKey: key,
    backup: "shop",
    ...differences,
  });
const table = (stack: Stack, differences: Partial<TableProps>) => {
  const partitionKey = { name: "id", type: "string" } as const;
  return new Table(stack, "table", { name: "shop-orders", partitionKey, key, backup: "shop", ...differences });
};
const build = (stack: Stack, differences: Partial<BuildProjectProps>) => {
  const buildSpec = { build: ["make"] };
  return new BuildProject(stack, "build", { ...props, buildSpec, logKey: key, artifactKey: key, ...differences });
};
const vault = (stack: Stack, differences: Partial<BackupVaultProps>) =>
  new BackupVault(stack, "vault", { name: "shop", key, ...differences });
const plan = (stack: Stack, differences: Partial<BackupRule>) => {
  const rules = [{ name: "backups", schedule: "cron(0 * * * ? *)", deleteAfterDays: 90, ...differences }];
  return new BackupPlan(stack, "plan", { name: "shop", vault: { vaultName: "shop" }, selection, rules });
};
const machine = (stack: Stack, differences: Partial<StateMachineProps>) =>
  new StateMachine(stack, "machine", { name: "shop", definition, logKey: key, ...differences });
const zip = (stack: Stack, differences: Partial<S3Code>) => {
  const s3 = { bucketName: "shop-code", key: "shop.zip", ...differences };
  return new ZipFunction(stack, "zip", { name: "shop", logKey: key, code: { s3 } });
};
const images = (stack: Stack, differences: Partial<ImageRepositoryProps>) =>
  new ImageRepository(stack, "images", { name: "shop", key, pullAccounts: [], ...differences });
const encrypted = (stack: Stack, weak: boolean) => {
  const fn = made.lambda(stack, { environment: { STAGE: "prod" } });
  if (!weak) fn.encryptEnvironment(key);
};
const withFunction = (stack: Stack, weak: boolean) => {
  const interfaceEndpoints = weak ? [] : (["secretsmanager", "ssm"] as const);
  const { privatePlacement: placement } = made.network(stack, { interfaceEndpoints });
  made.lambda(stack, { placement });
};

/** Modules with a prop that is weaker than its default or its secure choice. */
const WEAKER: readonly (readonly [prop: string, create: (stack: Stack, weak: boolean) => unknown])[] = [
  ["AuroraCluster.backupRetentionDays", (s, w) => made.database(s, w ? { backupRetentionDays: 7 } : {})],
  ["AuroraCluster.deletionProtection", (s, w) => made.database(s, { deletionProtection: !w })],
  ["AuroraCluster.instances", (s, w) => made.database(s, { instances: w ? 1 : 2 })],
  ["AuroraCluster.logRetentionDays", (s, w) => made.database(s, w ? { logRetentionDays: 7 } : {})],
  ["RdsInstance.availability", (s, w) => instance(s, w ? { availability: { zone: "us-east-1a" } } : {})],
  ["RdsInstance.backupRetentionDays", (s, w) => instance(s, w ? { backupRetentionDays: 7 } : {})],
  ["RdsInstance.deletionProtection", (s, w) => instance(s, { deletionProtection: !w })],
  ["RdsInstance.performanceInsights", (s, w) => instance(s, { performanceInsights: !w })],
  ["RdsInstance.credentials", (s, w) => instance(s, w ? { credentials: secret(s, { username: "dbowner" }) } : {})],
  ["RdsInstance.logs", (s, w) => instance(s, w ? { logs: [] } : {})],
  ["Table.deletionProtection", (s, w) => table(s, { deletionProtection: !w })],
  ["Table.recoveryDays", (s, w) => table(s, w ? { recoveryDays: "none" } : {})],
  ["Bucket.key", (s, w) => made.bucket(s, { intent: "content", key: w ? "s3-managed" : key })],
  ["Bucket.deletionProtection", (s, w) => made.bucket(s, { deletionProtection: !w })],
  ["Network.flowLogRetentionDays", (s, w) => made.network(s, w ? { flowLogRetentionDays: 7 } : {})],
  ["Network.natGateways", (s, w) => made.network(s, w ? { natGateways: "single" } : {})],
  ["Network.interfaceEndpoints", withFunction],
  ["ServerlessCache.snapshotRetentionDays", (s, w) => made.cache(s, w ? { snapshotRetentionDays: 0 } : {})],
  ["ServerlessCache.access", (s, w) => made.cache(s, w ? { access: "network" } : {})],
  ["ServerlessCache.deletionProtection", (s, w) => made.cache(s, { deletionProtection: !w })],
  ["ContainerFunction.logRetentionDays", (s, w) => made.lambda(s, w ? { logRetentionDays: 7 } : {})],
  ["ContainerFunction.environment", (s, w) => made.lambda(s, w ? { environment: { DB_PASSWORD: "a" } } : {})],
  ["ContainerFunction.image", (s, w) => made.lambda(s, w ? {} : { image: DIGEST })],
  ["ContainerFunction.encryptEnvironment", encrypted],
  ["HttpApi.logRetentionDays", (s, w) => made.api(s, w ? { logRetentionDays: 7 } : {})],
  ["StateMachine.logRetentionDays", (s, w) => machine(s, w ? { logRetentionDays: 7 } : {})],
  ["StateMachine.logExecutionData", (s, w) => machine(s, { logExecutionData: w })],
  ["UserPool.mfa", (s, w) => userPool(s, w ? { mfa: "off" } : {})],
  ["UserPool.passwordPolicy", (s, w) => userPool(s, w ? { passwordPolicy: { minimumLength: 8 } } : {})],
  ["UserPool.deletionProtection", (s, w) => userPool(s, { deletionProtection: !w })],
  ["EncryptionKey.deletionProtection", (s, w) => new EncryptionKey(s, "key", { ...props, deletionProtection: !w })],
  ["EncryptionKey.deletionWindowDays", (s, w) => made.encryptionKey(s, w ? 7 : 30)],
  ["GeneratedSecret.recoveryWindowDays", (s, w) => secret(s, w ? { recoveryWindowDays: 0 } : {})],
  ["GeneratedSecret.deletionProtection", (s, w) => secret(s, { deletionProtection: !w })],
  ["WebAcl.mode", (s, w) => webAcl(s, w ? { mode: "count" } : {})],
  ["WebAcl.logRetentionDays", (s, w) => webAcl(s, w ? { logRetentionDays: 7 } : {})],
  ["Distribution.webAclArn", (s, w) => distribution(s, w ? { webAclArn: "none" } : {})],
  ["Distribution.customDomain", (s, w) => distribution(s, w ? {} : { customDomain })],
  ["BuildProject.privileged", (s, w) => build(s, w ? { privileged: "container-builds" } : {})],
  ["BuildProject.logRetentionDays", (s, w) => build(s, w ? { logRetentionDays: 7 } : {})],
  ["ImageRepository.deletionProtection", (s, w) => images(s, { deletionProtection: !w })],
  ["BackupVault.deletionProtection", (s, w) => vault(s, { deletionProtection: !w })],
  ["BackupPlan.rules", (s, w) => plan(s, w ? {} : { copyTo })],
  ["ZipFunction.codeSigningConfigArn", (s, w) => zip(s, w ? {} : { codeSigningConfigArn })],
];

/** Rules that a module fails in the profile prod. */
function failedRules(build: (stack: Stack, weak: boolean) => unknown, weak: boolean): Rule[] {
  const { config } = synthesizeStack((stack: Stack) => build(stack, weak));
  const input = readConfiguration({ name: "test", config });
  const { verdicts } = judge([input], { phase: "synth", rules: RULES, exempt: EXEMPT_TYPES, profileOf: () => "prod" });
  return verdicts.filter(({ outcome }) => outcome === "blocked" || outcome === "reported").map(({ rule }) => rule);
}

/** Names in backticks of a fix. */
function namesIn({ fix }: Rule): string[] {
  return [...fix.matchAll(/`(\w+)/g)].map(([, name]) => name!);
}

test.each(WEAKER)("a rule that a weaker %s fails names the prop in its fix", (prop, build) => {
  const strong = failedRules(build, false).map(({ id }) => id);
  const rules = failedRules(build, true).filter(({ id }) => !strong.includes(id));
  expect(rules.length).toBeGreaterThan(0);
  const name = prop.split(".")[1];
  expect(rules.filter((rule) => !namesIn(rule).includes(name!)).map(({ id, fix }) => `${id}: ${fix}`)).toEqual([]);
});

test("a fix names props and classes of modules only", () => {
  const folder = path.resolve(__dirname, "../../../modules");
  const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const text = files.map((file) => fs.readFileSync(path.join(folder, file), "utf8")).join("\n");
  const isKnown = (name: string): boolean =>
    new RegExp(`^  (?:readonly )?${name}\\??[:(]|^export class ${name} `, "m").test(text);
  expect(RULES.flatMap(namesIn).filter((name) => !isKnown(name))).toEqual([]);
  expect(isKnown("backupRetention")).toBe(false);
});
