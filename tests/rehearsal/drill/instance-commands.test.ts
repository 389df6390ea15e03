import { commandsIn } from "../../../tools/rehearsal/drill/command-line";
import type { DrillState } from "../../../tools/rehearsal/drill/drill-state";
import {
  checkNewInstance,
  copySnapshot,
  createSnapshot,
  databasesIn,
  describeInstance,
  renameInstance,
  syncBuckets,
} from "../../../tools/rehearsal/drill/instance-commands";

const synthesized = [
  {
    name: "prod",
    config: {
      terraform: {},
      provider: { aws: [{ region: "us-east-1" }] },
      resource: {
        aws_db_instance: { database: { identifier: "shop-database" } },
        aws_kms_alias: { key: { name: "alias/shop-data" } },
        aws_s3_bucket: { documents: { bucket: "shop-documents" }, copies: { bucket: "shop-copies" } },
      },
    },
  },
  {
    name: "prod-standby",
    config: {
      terraform: {},
      provider: { aws: [{ region: "us-west-2" }] },
      resource: { aws_db_instance: { database: { identifier: "shop-standby" } } },
    },
  },
] as unknown as DrillState["synthesized"];

const place = { project: "shop", account: "123456789012", recoveryRegion: "us-west-2", standbyFor: "none" };
const site = { domainName: "shop.example.com", hostedZone: "Z1" };
const pair: DrillState["pair"] = {
  lost: { ...place, name: "prod", region: "us-east-1", site },
  standby: { ...place, name: "prod-standby", region: "us-west-2", site },
};

const newState = () =>
  ({ pair, synthesized, databases: new Set(databasesIn(synthesized)), snapshots: new Set() }) as unknown as DrillState;

type Action = typeof createSnapshot;

/** Runs one command line of the page. */
function run(action: Action, text: string, state = newState()): DrillState {
  action(state, commandsIn(text)[0]!);
  return state;
}

const STANDBY = "--region us-west-2 --db-instance-identifier shop-standby";
const SNAPSHOT = "arn:aws:rds:us-west-2:123456789012:snapshot:return";
const COPY =
  "aws rds copy-db-snapshot --region us-east-1 --source-region us-west-2 --kms-key-id alias/shop-data " +
  `--source-db-snapshot-identifier ${SNAPSHOT} --target-db-snapshot-identifier return`;

const afterSnapshot = () =>
  run(createSnapshot, `aws rds create-db-snapshot ${STANDBY} --db-snapshot-identifier return`);

test("instances exist as the stacks configure them, in their regions", () => {
  expect(databasesIn(synthesized)).toEqual(["us-east-1 shop-database", "us-west-2 shop-standby"]);
  expect(() => run(describeInstance, `aws rds describe-db-instances ${STANDBY}`)).not.toThrow();
});

test("a snapshot is copied into another region and restored there", () => {
  const state = run(copySnapshot, COPY, afterSnapshot());
  const copy = "arn:aws:rds:us-east-1:123456789012:snapshot:return";
  expect([...state.snapshots]).toEqual([SNAPSHOT, copy]);
  const instance = { identifier: "shop-new", snapshot_identifier: copy };
  expect(() => checkNewInstance(instance, state)).not.toThrow();
  expect(() => checkNewInstance({ ...instance, snapshot_identifier: `${copy}-2` }, state)).toThrow(/allowed: arn:aws/);
});

test("an instance needs a name that no other one has, until that one is renamed", () => {
  const state = newState();
  const instance = { identifier: "shop-database", snapshot_identifier: null };
  expect(() => checkNewInstance(instance, state)).toThrow("shop-database exists: rename it, and remove it from the");
  const old = "--region us-east-1 --db-instance-identifier shop-database";
  run(renameInstance, `aws rds modify-db-instance ${old} --new-db-instance-identifier lost --apply-immediately`, state);
  expect([...state.databases]).toEqual(["us-west-2 shop-standby", "us-east-1 lost"]);
  expect(() => checkNewInstance(instance, state)).not.toThrow();
});

test("objects are copied between buckets of the stacks", () => {
  expect(() => run(syncBuckets, "aws s3 sync s3://shop-copies s3://shop-documents")).not.toThrow();
});

test.each<[string, Action, string, RegExp]>([
  [
    "an unknown instance",
    describeInstance,
    "aws rds describe-db-instances --region us-west-2",
    /allowed: us-east-1 sh/,
  ],
  ["a call without a region", describeInstance, "aws rds describe-db-instances", /got {2}; allowed: us-east-1 shop/],
  [
    "an instance of another region",
    createSnapshot,
    "aws rds create-db-snapshot --region us-east-1 --db-instance-identifier shop-standby",
    /allowed: us-east-1 shop-database, us-west-2 shop-standby/,
  ],
  ["a snapshot without a name", createSnapshot, `aws rds create-db-snapshot ${STANDBY}`, /--db-snapshot-identifier:/],
  [
    "a snapshot that nobody created",
    copySnapshot,
    COPY.replace("snapshot:return", "snapshot:other"),
    /got arn:aws:rds/,
  ],
  ["another source region", copySnapshot, COPY.replace("source-region us-west-2", "source-region us-east-1"), /west-2/],
  [
    "a copy elsewhere",
    copySnapshot,
    COPY.replace("--region us-east-1", "--region eu-west-1"),
    /allowed: us-east-1, us/,
  ],
  [
    "a key of another region",
    copySnapshot,
    COPY.replace("alias/shop-data", "alias/other"),
    /allowed: alias\/shop-data/,
  ],
  [
    "a copy without a name",
    copySnapshot,
    COPY.replace(" --target-db-snapshot-identifier return", ""),
    /--target-db-snapshot-identifier: the copy needs a name/,
  ],
  ["a new name that is missing", renameInstance, `aws rds modify-db-instance ${STANDBY}`, /needs the new name/],
  [
    "a new name in the next maintenance window",
    renameInstance,
    `aws rds modify-db-instance ${STANDBY} --new-db-instance-identifier promoted`,
    /--apply-immediately: RDS would wait/,
  ],
  ["a bucket that no stack has", syncBuckets, "aws s3 sync s3://shop-copies s3://shop-document", /target: got s3:/],
  ["a source that no stack has", syncBuckets, "aws s3 sync s3://shop-copy s3://shop-documents", /source: got s3:/],
])("the drill names %s", (_, action, text, message) => {
  expect(() => run(action, text, afterSnapshot())).toThrow(message);
});
