import type { AwsStack } from "../../../../modules/core/index";
import { InputError } from "../../../../modules/core/index";
import { RdsInstance, type RdsInstanceProps } from "../../../../modules/data/rds";
import { synthesizeStack } from "../../../../testing/index";
import { key, master, postgres } from "./rds-settings";

const create = (differences: object) => () =>
  synthesizeStack(
    (stack: AwsStack<"us-east-1">) => new RdsInstance(stack, "database", { ...postgres, ...differences }),
  );

const MYSQL = {
  engine: "mysql",
  engineVersion: "8.4.8",
  instanceClass: "db.t3.micro",
  maxConnections: 60,
  replicas: [],
} as const satisfies Partial<RdsInstanceProps>;

const windows = (backupWindow: string, maintenanceWindow: string) => ({ backupWindow, maintenanceWindow });
const storage = (settings: object) => ({ storage: { gb: 500, ...settings } });

/** Settings that Terraform accepts and RDS refuses, or charges for, and what the error says. */
const REFUSED: readonly (readonly [what: string, differences: object, message: RegExp])[] = [
  [
    "replicas of a managed password",
    { credentials: "rds-managed" },
    /credentials: got "rds-managed"; allowed: a generated/,
  ],
  [
    "MySQL 8.0",
    { ...MYSQL, engineVersion: "8.0.35" },
    /engineVersion: got "8.0.35"; allowed: 8.4.8, .*choose 8.4: standard support of 8.0 ended on 2026-07-31.*\$146 a month/,
  ],
  ["a retired version", { engineVersion: "16.8" }, /engineVersion: got "16.8"; .*\(as of 2026-11-10\); retired ones/],
  ["a version of the other engine", { engineVersion: "8.4.8" }, /engineVersion: got "8.4.8"; allowed: 16.11/],
  ["IOPS of a small gp3", storage({ gb: 20, iops: 3000 }), /storage.iops: got 3000; allowed: nothing below 400 GiB/],
  ["throughput of a small gp3", storage({ gb: 399, throughput: 125 }), /storage.throughput: .*nothing below 400 GiB/],
  ["the base rate of a small volume on a large one", storage({ iops: 3000 }), /storage.iops: .*from 12000 to 64000/],
  ["throughput beyond a quarter of the IOPS", storage({ throughput: 3500 }), /a quarter of the IOPS, 3000/],
  ["io2 without IOPS", storage({ type: "io2" }), /storage.iops: got "none"; allowed: 1000 to 256000 for io2/],
  ["too many IOPS for io2", storage({ gb: 100, type: "io2", iops: 100_001 }), /storage.iops: .*from 1000 to 100000/],
  ["throughput of io2", storage({ type: "io2", iops: 5000, throughput: 500 }), /nothing for io2/],
  ["a small io2", storage({ gb: 99, type: "io2", iops: 5000 }), /storage.gb: got 99; .*from 100 to 65536/],
  ["a small volume", storage({ gb: 19 }), /storage.gb: got 19; allowed: a whole number from 20/],
  ["growth to the same size", storage({ maxGb: 500 }), /storage.maxGb: got 500; allowed: more than gb, 500/],
  ["magnetic storage", storage({ type: "standard" }), /storage.type: got "standard"; allowed: gp3, io2/],
  ["windows that overlap", windows("06:30-07:00", "sun:06:00-sun:07:00"), /maintenanceWindow: .*06:30-07:00; move one/],
  ["windows that overlap across midnight", windows("23:45-00:15", "mon:00:00-mon:01:00"), /maintenanceWindow/],
  ["windows that overlap across the week", windows("00:10-00:40", "sun:23:30-mon:00:30"), /maintenanceWindow/],
  ["a short backup window", windows("02:00-02:29", "sun:06:00-sun:07:00"), /backupWindow: .*at least 30 minutes/],
  ["a short maintenance window", windows("02:00-03:00", "sun:06:00-sun:06:10"), /maintenanceWindow: .*at least 30/],
  ["a window without a day", windows("02:00-03:00", "06:00-07:00"), /maintenanceWindow: .*ddd:hh:mm-ddd:hh:mm/],
  ["a window that is no time", windows("2am", "sun:06:00-sun:07:00"), /backupWindow: got "2am"; allowed: hh:mm-hh:mm/],
  [
    "insights on a micro class",
    { ...MYSQL, performanceInsights: true },
    /performanceInsights: got true; .*db.t3.micro/,
  ],
  ["a long MySQL user", { ...MYSQL, credentials: { ...master, username: "a2345678901234567" } }, /at most 16, and no/],
  [
    "a long password of MySQL",
    { ...MYSQL, credentials: { ...master, length: 73 } },
    /credentials.length: .*at most 41/,
  ],
  ["a user called admin", { credentials: { ...master, username: "Admin" } }, /credentials.username: got "Admin"/],
  ["a reserved word of MySQL", { ...MYSQL, credentials: { ...master, username: "Window" } }, /username: got "Window"/],
  ["a reserved word of PostgreSQL", { credentials: { ...master, username: "order" } }, /username: got "order"/],
  ["a role of PostgreSQL", { credentials: { ...master, username: "pg_owner" } }, /username: got "pg_owner"/],
  ["a secret without a user", { credentials: { ...master, username: undefined } }, /credentials.username: got ""/],
  ["a log type of the other engine", { logs: ["slowquery"] }, /logs: got "slowquery"; allowed: postgresql, upgrade/],
  ["a log type twice", { logs: ["upgrade", "upgrade"] }, /logs: got "upgrade"; allowed: every value once/],
  ["more connections than memory", { maxConnections: 3000 }, /maxConnections: .*10 to 1802; .*xlarge and db.r6g.large/],
  ["connections of MySQL", { ...MYSQL, maxConnections: 86 }, /maxConnections: got 86; allowed: .* 10 to 85/],
  ["a class beyond the catalogue", { instanceClass: "db.r5.metal" }, /instanceClass: got "db.r5.metal"/],
  ["a size beyond the catalogue", { instanceClass: "db.r6g.micro" }, /instanceClass: got "db.r6g.micro"/],
  ["a size that no burstable class has", { instanceClass: "db.t3.xlarge", replicas: [] }, /instanceClass/],
  ["another engine", { engine: "mariadb" }, /engine: got "mariadb"; allowed: postgres, mysql/],
  ["a zone elsewhere", { availability: { zone: "us-east-1c" } }, /availability: got "us-east-1c"; allowed: us-east-1a/],
  ["a replica elsewhere", { replicas: [{ zone: "us-east-1c" }] }, /replicas.us-east-1c.zone: got "us-east-1c"/],
  ["two replicas in one zone", { replicas: [{ zone: "us-east-1a" }, { zone: "us-east-1a" }] }, /every value once/],
  ["a replica of no class", { replicas: [{ zone: "us-east-1a", instanceClass: "large" }] }, /us-east-1a.instanceClass/],
  ["subnets in one zone", { placement: { ...postgres.placement, availabilityZones: ["us-east-1a"] } }, /two different/],
  [
    "a reserved database",
    { databaseName: "user" },
    /databaseName: got "user"; allowed: no name that postgres reserves/,
  ],
  ["a system schema", { ...MYSQL, databaseName: "mysql" }, /allowed: no name that mysql reserves/],
  ["a hyphen in the database", { databaseName: "my-shop" }, /databaseName: got "my-shop"; allowed: letters, digits/],
  ["a long database name", { databaseName: "a".repeat(64) }, /at most 63 characters/],
  ["a key elsewhere", { dataKey: { ...key("data"), region: "us-west-2" } }, /dataKey.region: got "us-west-2"/],
  ["a key of logs elsewhere", { logKey: { ...key("logs"), region: "us-west-2" } }, /logKey.region/],
  ["an odd retention of logs", { logRetentionDays: 8 }, /logRetentionDays: got 8/],
  ["no backups", { backupRetentionDays: 0 }, /backupRetentionDays: got 0; allowed: a whole number from 1 to 35/],
  ["an empty plan", { backup: "" }, /backup: got ""; allowed: a tag value/],
  [
    "a snapshot elsewhere",
    { restoreFromSnapshotArn: "arn:aws:rds:us-west-2:1:snapshot:a" },
    /a DB snapshot in us-east-1/,
  ],
  [
    "a restored version of another major",
    { restoreFromSnapshotArn: "arn:aws:rds:us-east-1:111122223333:snapshot:a", engineVersion: "15.4" },
    /engineVersion: got "15.4"; allowed: a minor version of 16, 17 or 18; copy EngineVersion/,
  ],
  [
    "a restored MySQL of another major",
    { ...MYSQL, restoreFromSnapshotArn: "arn:aws:rds:us-east-1:111122223333:snapshot:a", engineVersion: "5.7.44" },
    /engineVersion: got "5.7.44"; allowed: a minor version of 8.4; copy EngineVersion/,
  ],
  ["a name with two hyphens", { name: "my--shop" }, /name: got "my--shop"; allowed: a database instance name/],
  ["a name without room for the role's", { name: "a".repeat(54), replicas: [] }, /a role name of at most 64/],
];

describe("RdsInstance refuses what Terraform does not notice", () => {
  test.each(REFUSED)("%s", (_what, differences, message) => {
    expect(create(differences)).toThrow(InputError);
    expect(create(differences)).toThrow(message);
  });

  test("copies of backups in the region of the instance, with a key elsewhere or for too long", () => {
    const invalid = () =>
      synthesizeStack((stack: AwsStack<"us-east-1">) => {
        const regional = stack.providerIn("us-east-1");
        const copyKey = { ...key("copies"), region: "eu-west-1" } as const;
        const backupCopies = { regional, key: copyKey, retentionDays: 36 };
        new RdsInstance(stack, "database", { ...postgres, backupCopies });
      });
    expect(invalid).toThrow(/backupCopies.regional: got "us-east-1"; allowed: another region than us-east-1/);
    expect(invalid).toThrow(/backupCopies.key.region: got "eu-west-1"; allowed: us-east-1/);
    expect(invalid).toThrow(/backupCopies.retentionDays: got 36; allowed: a whole number from 1 to 35/);
  });

  test("a zone beside multi-az by the compiler, because a standby is in another zone", () => {
    // @ts-expect-error - RDS refuses a zone of a Multi-AZ instance.
    const both: RdsInstanceProps = { ...postgres, availability: { zone: "us-east-1a", multiAz: true } };
    expect(both.availability).toHaveProperty("multiAz");
  });

  test("several problems are one error", () => {
    expect(create({ databaseName: "1", backup: "", name: "Shop" })).toThrow(/^3 invalid settings:/);
  });
});

describe("RdsInstance accepts", () => {
  test.each([
    ["windows that touch", windows("05:00-06:00", "sun:06:00-sun:07:00")],
    ["a backup window across midnight", windows("23:30-00:30", "sun:06:00-sun:07:00")],
    ["the longest name", { name: "a".repeat(53) }],
    ["the most connections of the class", { replicas: [], maxConnections: 3604 }],
    ["the most connections of MySQL", { ...MYSQL, maxConnections: 85 }],
    ["a class of general purpose", { instanceClass: "db.m7g.large", maxConnections: 500, replicas: [] }],
    ["the smallest volume", storage({ gb: 20, maxGb: 21 })],
  ])("%s", (_what, differences) => {
    expect(create(differences)).not.toThrow();
  });

  test("a class that is unknown limits connections only by the engine", () => {
    expect(create({ instanceClass: "db.x", replicas: [], maxConnections: 5000 })).not.toThrow(/maxConnections/);
    expect(create({ ...MYSQL, engineVersion: "8.0.35", instanceClass: "db.x" })).toThrow(/of 2 vCPUs costs/);
  });
});
