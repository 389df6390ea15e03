import type { AwsStack } from "../../../../modules/core/index";
import { Bucket, BucketReplication, type BucketReplicationProps } from "../../../../modules/data/storage";
import { synthesizeStack } from "../../../../testing/index";

type Stack = AwsStack<"us-east-1">;

const key = (region: "us-east-1" | "us-west-2") =>
  ({ keyArn: `arn:aws:kms:${region}:111122223333:key/${region}`, region, grantUse: () => {} }) as const;
const bucketOf = (region: "us-east-1" | "us-west-2", differences: object = {}) => ({
  bucketName: `shop-${region}`,
  bucketArn: `arn:aws:s3:::shop-${region}`,
  region,
  isVersioned: true,
  key: key(region),
  ...differences,
});

const props: BucketReplicationProps = {
  name: "shop-uploads",
  source: bucketOf("us-east-1"),
  destination: bucketOf("us-west-2"),
};

const synthesizeReplication = (differences: Partial<BucketReplicationProps> = {}) =>
  synthesizeStack((stack: Stack) => new BucketReplication(stack, "replication", { ...props, ...differences }));

describe("BucketReplication", () => {
  test("all objects are copied within 15 minutes, with metrics, delete markers and the key of the other region", () => {
    expect(synthesizeReplication().resource("aws_s3_bucket_replication_configuration")).toMatchObject({
      bucket: "shop-us-east-1",
      role: expect.stringContaining("aws_iam_role.replication_role"),
      rule: [
        {
          id: "shop-uploads",
          status: "Enabled",
          priority: 0,
          filter: { prefix: "" },
          delete_marker_replication: { status: "Enabled" },
          source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } },
          destination: {
            bucket: "arn:aws:s3:::shop-us-west-2",
            storage_class: "STANDARD_IA",
            encryption_configuration: { replica_kms_key_id: "arn:aws:kms:us-west-2:111122223333:key/us-west-2" },
            replication_time: { status: "Enabled", time: { minutes: 15 } },
            metrics: { status: "Enabled", event_threshold: { minutes: 15 } },
          },
        },
      ],
    });
  });

  test("prefix and delete markers are settings, and buckets without keys need none", () => {
    const source = bucketOf("us-east-1", { key: undefined });
    const destination = bucketOf("us-west-2", { key: undefined });
    const stack = synthesizeReplication({ source, destination, prefix: "images/", deleteMarkers: "ignored" });
    const { rule } = stack.resource("aws_s3_bucket_replication_configuration");
    expect(rule).toMatchObject([{ filter: { prefix: "images/" }, delete_marker_replication: { status: "Disabled" } }]);
    expect(JSON.stringify(rule)).not.toMatch(/kms/);
    expect(stack.statements("role_permissions").map(({ sid }) => sid)).toEqual([
      "ListSource",
      "ReadVersions",
      "WriteCopies",
    ]);
  });

  test("S3 of the account and bucket assumes the role, which reads versions and writes copies", () => {
    const stack = synthesizeReplication();
    expect(stack.statements("trust")).toMatchObject([
      {
        principals: [{ type: "Service", identifiers: ["s3.amazonaws.com"] }],
        condition: [{ values: ["111122223333"] }, { values: ["arn:aws:s3:::shop-us-east-1"] }],
      },
    ]);
    expect(stack.statements("permissions")).toMatchObject([
      { sid: "ListSource", resources: ["arn:aws:s3:::shop-us-east-1"] },
      { sid: "ReadVersions", resources: ["arn:aws:s3:::shop-us-east-1/*"] },
      {
        sid: "WriteCopies",
        actions: ["s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"],
        resources: ["arn:aws:s3:::shop-us-west-2/*"],
      },
      {
        sid: "DecryptSource",
        actions: ["kms:Decrypt"],
        resources: ["arn:aws:kms:us-east-1:111122223333:key/us-east-1"],
        condition: [{ variable: "kms:ViaService", values: ["s3.us-east-1.amazonaws.com"] }],
      },
      {
        sid: "EncryptCopies",
        actions: ["kms:Encrypt"],
        condition: [{ variable: "kms:ViaService", values: ["s3.us-west-2.amazonaws.com"] }],
      },
    ]);
  });

  test("the replication waits for the versioning of both buckets, and has a signal for late copies", () => {
    const stack = synthesizeStack((scope: Stack) => {
      const settings = { intent: "content", deletionProtection: false } as const;
      const source = new Bucket(scope, "source", { ...settings, name: "shop-source", key: key("us-east-1") });
      const regional = scope.providerIn("us-west-2");
      const copies = { ...settings, name: "shop-copies", key: key("us-west-2"), regional };
      const destination = new Bucket(scope, "copies", copies);
      const { signals } = new BucketReplication(scope, "replication", { name: "shop", source, destination });
      expect(signals).toMatchObject([
        { id: "replication-latency", metricName: "ReplicationLatency", threshold: 900, dimensions: { RuleId: "shop" } },
      ]);
    });
    expect(stack.resource("aws_s3_bucket_replication_configuration")).toMatchObject({
      depends_on: [
        expect.stringContaining("aws_s3_bucket_versioning.source_versioning"),
        expect.stringContaining("aws_s3_bucket_versioning.copies_versioning"),
      ],
    });
  });

  test.each([
    [
      { destination: bucketOf("us-east-1") },
      /destination.region: got "us-east-1"; allowed: another region than us-east-1/,
    ],
    [
      { destination: bucketOf("us-west-2", { isVersioned: false }) },
      /destination.isVersioned: got false; allowed: a vers/,
    ],
    [{ source: bucketOf("us-east-1", { isVersioned: false }) }, /source.isVersioned: got false/],
    [{ destination: bucketOf("us-west-2", { key: undefined }) }, /destination.key: got "none"; allowed: a key of its/],
    [{ destination: bucketOf("us-west-2", { key: key("us-east-1") }) }, /destination.key.region: got "us-east-1"/],
    [{ source: bucketOf("us-west-2"), destination: bucketOf("us-east-1") }, /source.region: got "us-west-2"/],
    [{ name: "a".repeat(65) }, /name: got .*a role name of at most 64/],
    [{ prefix: "/images" }, /prefix: got "\/images"/],
    [{ deleteMarkers: "kept" as "copied" }, /deleteMarkers: got "kept"; allowed: copied, ignored/],
  ])("refuses %#", (differences, message) => {
    expect(() => synthesizeReplication(differences)).toThrow(message);
  });
});
