import { TerraformVariable } from "cdktf";
import type { AwsStack, KeyReference } from "../../../../modules/core/index";
import { InputError } from "../../../../modules/core/index";
import { Bucket, type BucketProps } from "../../../../modules/data/storage";
import { synthesizeStack } from "../../../../testing/index";
import { testRole } from "../../../support/synth";

const key: KeyReference = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/data",
  region: "us-east-1",
  grantUse: (grantee) => grantee.addStatement({ sid: "UseKey", actions: ["kms:Decrypt"], resources: ["arn:key"] }),
};

const website: BucketProps = { name: "shop-prod-site-111122223333", intent: "website", key: "s3-managed" };
const logs: BucketProps = { name: "shop-prod-logs-111122223333", intent: "logs" };
const content: BucketProps = { name: "shop-prod-media-111122223333", intent: "content", key };

const synthesizeBucket = (props: BucketProps, use: (bucket: Bucket, stack: AwsStack<"us-east-1">) => void = () => {}) =>
  synthesizeStack((stack) => use(new Bucket(stack, "bucket", props), stack));

const expirations = (props: BucketProps): unknown =>
  synthesizeBucket(props).resource("aws_s3_bucket_lifecycle_configuration")["rule"];

const rule = (id: string, action: Record<string, unknown>) => ({
  id,
  status: "Enabled",
  filter: [{ prefix: "" }],
  ...action,
});

const aborts = rule("incomplete-uploads", { abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] });

/** Every type of resource that a bucket can have. */
const RESOURCE_TYPES = [
  "aws_s3_bucket",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_logging",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
  "aws_s3_object",
];

/** Each resource of a stack that has nothing but one bucket: its type and its provider. */
const providersOf = (regional: (stack: AwsStack<"us-east-1">) => BucketProps["regional"]): unknown[] => {
  const accessLogsTo = { bucketName: "shop-prod-logs-111122223333", allowAccessLogsFrom: () => [] };
  const { config } = synthesizeStack((stack) => {
    const location = regional(stack);
    const regionalKey = { ...key, region: location?.region ?? "us-east-1" };
    const settings = { ...content, key: regionalKey, accessLogsTo, regional: location };
    new Bucket(stack, "bucket", settings).keepJson("note", "note.json", {});
  });
  return Object.entries(config.resource ?? {})
    .flatMap(([type, blocks]) => Object.values(blocks).map(({ provider }) => [type, provider]))
    .sort();
};

describe("Bucket", () => {
  test.each([website, logs, content])("R-D3 public access and ACLs are blocked: %j", (props) => {
    const stack = synthesizeBucket(props);
    expect(stack.resource("aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(stack.resource("aws_s3_bucket_ownership_controls")).toMatchObject({
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
  });

  test("R-D3 the policy denies plain HTTP and old TLS on the bucket and its objects", () => {
    const arn = expect.stringMatching(/^\$\{aws_s3_bucket\.bucket_\w+\.arn\}$/);
    const objects = expect.stringMatching(/^\$\{aws_s3_bucket\.bucket_\w+\.arn\}\/\*$/);
    const refusal = {
      effect: "Deny",
      actions: ["s3:*"],
      resources: [arn, objects],
      principals: [{ type: "*", identifiers: ["*"] }],
    };
    expect(synthesizeBucket(website).statements("bucket-policy")).toEqual([
      {
        ...refusal,
        sid: "DenyPlainHttp",
        condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      },
      {
        ...refusal,
        sid: "DenyOldTls",
        condition: [{ test: "NumericLessThan", variable: "s3:TlsVersion", values: ["1.2"] }],
      },
    ]);
  });

  test("the policy depends on the public access block", () => {
    expect(synthesizeBucket(website).resource("aws_s3_bucket_policy")).toMatchObject({
      depends_on: [expect.stringContaining("aws_s3_bucket_public_access_block.bucket_public-access-block")],
    });
  });

  test.each([website, logs, { ...content, key: "s3-managed" as const }])("AES-256 encrypts objects: %j", (props) => {
    expect(synthesizeBucket(props).resource("aws_s3_bucket_server_side_encryption_configuration")["rule"]).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
  });

  test("R-D3 the key encrypts content", () => {
    expect(synthesizeBucket(content).resource("aws_s3_bucket_server_side_encryption_configuration")["rule"]).toEqual([
      {
        apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: key.keyArn },
        bucket_key_enabled: true,
      },
    ]);
  });

  test("R-D3 content is versioned and old versions expire", () => {
    expect(synthesizeBucket(website).resource("aws_s3_bucket_versioning")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(expirations(website)).toEqual([
      aborts,
      rule("noncurrent-versions", {
        noncurrent_version_expiration: [{ noncurrent_days: 90 }],
        expiration: [{ expired_object_delete_marker: true }],
      }),
    ]);
  });

  test("logs expire after a year and have no versions", () => {
    expect(synthesizeBucket(logs).resources("aws_s3_bucket_versioning")).toEqual({});
    expect(expirations(logs)).toEqual([aborts, rule("expiry", { expiration: [{ days: 365 }] })]);
  });

  test("lifetimes are settings", () => {
    expect(expirations({ ...logs, expireAfterDays: 30 })).toContainEqual(
      rule("expiry", { expiration: [{ days: 30 }] }),
    );
    expect(expirations({ ...content, expireAfterDays: 60, noncurrentDays: 7 })).toEqual([
      aborts,
      expect.objectContaining({ noncurrent_version_expiration: [{ noncurrent_days: 7 }] }),
      rule("expiry", { expiration: [{ days: 60 }] }),
    ]);
  });

  test("deletion is refused and no backup plan selects the bucket by default", () => {
    expect(synthesizeBucket(website).resource("aws_s3_bucket")).toMatchObject({
      bucket: "shop-prod-site-111122223333",
      force_destroy: false,
      tags: { backup: "none" },
      lifecycle: { prevent_destroy: true },
    });
  });

  test("deletion and a backup plan are settings", () => {
    const bucket = synthesizeBucket({ ...content, backup: "daily", deletionProtection: false }).resource(
      "aws_s3_bucket",
    );
    expect(bucket).toMatchObject({
      force_destroy: true,
      tags: { backup: "daily" },
      lifecycle: { prevent_destroy: false },
    });
  });

  test("R-D3 allowReadBy allows one distribution to read objects and not to list them", () => {
    const arn = "arn:aws:cloudfront::111122223333:distribution/E1";
    const stack = synthesizeBucket(website, (bucket) => bucket.allowReadBy(arn));
    expect(stack.statements("bucket-policy")[2]).toEqual({
      sid: "ReadByDistribution",
      effect: "Allow",
      actions: ["s3:GetObject"],
      resources: [expect.stringMatching(/\/\*$/)],
      principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
      condition: [{ test: "StringEquals", variable: "AWS:SourceArn", values: [arn] }],
    });
  });

  test("R-D3 a second distribution is refused", () => {
    expect(() =>
      synthesizeBucket(website, (bucket) => {
        bucket.allowReadBy("arn:aws:cloudfront::111122223333:distribution/E1");
        bucket.allowReadBy("arn:aws:cloudfront::111122223333:distribution/E2");
      }),
    ).toThrow(/sid: got "ReadByDistribution"/);
  });

  test("allowReadBy allows a distribution to read a site that a key encrypts", () => {
    const stack = synthesizeBucket({ ...website, key }, (bucket) =>
      bucket.allowReadBy("arn:aws:cloudfront::1:distribution/E1"),
    );
    expect(stack.statements("bucket-policy").map(({ sid }) => sid)).toContain("ReadByDistribution");
    expect(JSON.stringify(stack.resource("aws_s3_bucket_server_side_encryption_configuration"))).toContain("aws:kms");
  });

  test("fromName grants on a bucket that exists, with its key", () => {
    const stack = synthesizeStack((scope) =>
      Bucket.fromName(scope, "uploads", "team.uploads", key).grantReadWrite(testRole(scope)),
    );
    expect(stack.resources("aws_s3_bucket")).toEqual({});
    expect(stack.statements("role_permissions")).toEqual([
      expect.objectContaining({ sid: "ListUploads", resources: ["arn:aws:s3:::team.uploads"] }),
      expect.objectContaining({ sid: "ReadUploads", resources: ["arn:aws:s3:::team.uploads/*"] }),
      expect.objectContaining({ actions: expect.arrayContaining([expect.stringMatching(/^kms:/)]) }),
      expect.objectContaining({ sid: "WriteUploads" }),
    ]);
    expect(() => synthesizeStack((scope) => Bucket.fromName(scope, "uploads", "arn:aws:s3:::uploads"))).toThrow(
      /test\/uploads: bucketName: got "arn:aws:s3:::uploads"; allowed: the name of a bucket/,
    );
  });

  test("allowLogDeliveryFrom allows log delivery of the bucket's account", () => {
    const pattern = "arn:aws:logs:us-east-1:111122223333:delivery-source:*";
    const stack = synthesizeBucket(logs, (bucket) => bucket.allowLogDeliveryFrom(pattern));
    expect(stack.statements("bucket-policy")[2]).toMatchObject({
      actions: ["s3:PutObject"],
      principals: [{ type: "Service", identifiers: ["delivery.logs.amazonaws.com"] }],
      condition: [
        { test: "ArnLike", variable: "aws:SourceArn", values: [pattern] },
        { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
        { test: "StringEquals", variable: "s3:x-amz-acl", values: ["bucket-owner-full-control"] },
      ],
    });
  });

  test("accessLogsTo writes access logs below the name of the source bucket", () => {
    const stack = synthesizeStack((scope) => {
      const target = new Bucket(scope, "logs", logs);
      new Bucket(scope, "site", { ...website, accessLogsTo: target });
    });
    expect(stack.resource("aws_s3_bucket_logging")).toMatchObject({
      target_bucket: expect.stringContaining("aws_s3_bucket.logs_bucket"),
      target_prefix: "shop-prod-site-111122223333/",
    });
    expect(stack.statements("logs_bucket-policy")[2]).toMatchObject({
      sid: "AccessLogsOfShopProdSite111122223333",
      resources: [expect.stringMatching(/\/shop-prod-site-111122223333\/\*$/)],
      principals: [{ type: "Service", identifiers: ["logging.s3.amazonaws.com"] }],
      condition: [
        { test: "ArnLike", variable: "aws:SourceArn", values: ["arn:aws:s3:::shop-prod-site-111122223333"] },
        { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
      ],
    });
  });

  test("every resource of a bucket in another region uses that region's provider", () => {
    expect(providersOf((stack) => stack.providerIn("us-west-2"))).toEqual(
      RESOURCE_TYPES.map((type) => [type, "aws.us-west-2"]),
    );
  });

  test("a bucket in the stack's region names no provider", () => {
    expect(providersOf(() => undefined)).toEqual(RESOURCE_TYPES.map((type) => [type, undefined]));
  });

  test("log delivery is refused for another intent", () => {
    const message = /test\/bucket: intent: got "website"; allowed: logs; send logs to a separate bucket/;
    expect(() => synthesizeBucket(website, (bucket) => bucket.allowLogDeliveryFrom("arn:source"))).toThrow(message);
    expect(() => synthesizeBucket(website, (bucket) => bucket.allowAccessLogsFrom("source"))).toThrow(message);
  });

  test("grantRead allows reading and use of the key", () => {
    const stack = synthesizeBucket(content, (bucket, scope) => bucket.grantRead(testRole(scope)));
    expect(stack.statements("role_permissions")).toMatchObject([
      { sid: "ListBucket", actions: ["s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"] },
      { sid: "ReadBucket", actions: ["s3:GetObject", "s3:GetObjectVersion"] },
      { sid: "UseKey" },
    ]);
  });

  test("grantReadWrite allows reading and writing, and no key without one", () => {
    const stack = synthesizeBucket(website, (bucket, scope) => bucket.grantReadWrite(testRole(scope)));
    expect(stack.statements("role_permissions")).toMatchObject([
      { sid: "ListBucket", resources: [expect.stringMatching(/\.arn\}$/)] },
      { sid: "ReadBucket", resources: [expect.stringMatching(/\.arn\}\/\*$/)] },
      {
        sid: "WriteBucket",
        actions: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"],
        resources: [expect.stringMatching(/\.arn\}\/\*$/)],
      },
    ]);
  });

  test("keepJson stores a JSON object of Terraform values that caches revalidate", () => {
    const stack = synthesizeBucket(website, (bucket, scope) => {
      const clientId = new TerraformVariable(scope, "client-id", { type: "string" }).stringValue;
      bucket.keepJson("configuration", "config.json", {
        environment: "dev",
        identity: { clientId, scopes: ["openid"] },
      });
    });
    expect(stack.resource("aws_s3_object", "bucket_configuration")).toMatchObject({
      bucket: expect.stringMatching(/^\$\{aws_s3_bucket\.bucket_\w+\.id\}$/),
      key: "config.json",
      content:
        '${jsonencode({"environment" = "dev", "identity" = {"clientId" = var.client-id, "scopes" = ["openid"]}})}',
      content_type: "application/json",
      cache_control: "no-cache",
    });
    expect(stack.resource("aws_s3_object")).not.toHaveProperty("kms_key_id");
  });

  test("the bucket's key encrypts a JSON object", () => {
    const stack = synthesizeBucket(content, (bucket) => bucket.keepJson("note", "notes/one.json", {}));
    expect(stack.resource("aws_s3_object")).toMatchObject({ kms_key_id: key.keyArn });
  });

  test.each(["/config.json", "config json", "", "x".repeat(1025)])("the object key %j is refused", (objectKey) => {
    const keep = () => synthesizeBucket(website, (bucket) => bucket.keepJson("configuration", objectKey, {}));
    expect(keep).toThrow(/test\/bucket: key: got ".*"; allowed: at most 1024 letters, digits and/);
  });

  test("pages of other origins can use a bucket with CORS rules", () => {
    const cors = [{ allowedOrigins: ["https://*.example.com"], allowedMethods: ["PUT"], maxAgeSeconds: 600 }] as const;
    expect(synthesizeBucket({ ...content, cors }).resource("aws_s3_bucket_cors_configuration")).toMatchObject({
      cors_rule: [{ allowed_origins: ["https://*.example.com"], allowed_methods: ["PUT"], max_age_seconds: 600 }],
    });
    const lists = { allowedHeaders: ["Content-Type"], exposeHeaders: ["ETag"] };
    const withLists = synthesizeBucket({ ...content, cors: [{ ...cors[0], ...lists }] });
    expect(withLists.resource("aws_s3_bucket_cors_configuration")).toMatchObject({
      cors_rule: [{ allowed_headers: ["Content-Type"], expose_headers: ["ETag"] }],
    });
    expect(synthesizeBucket(content).resources("aws_s3_bucket_cors_configuration")).toEqual({});
    for (const origins of [[], ["https://example.com/path"], ["https://*.*.example.com"], ["example.com"]]) {
      const invalid = [{ ...cors[0], allowedOrigins: origins }];
      expect(() => synthesizeBucket({ ...content, cors: invalid })).toThrow(/cors: got .*; allowed: origins such as/);
    }
  });

  test("objects move to Standard-IA after at least 30 days", () => {
    expect(expirations({ ...content, infrequentAccessAfterDays: 30 })).toContainEqual(
      rule("infrequent-access", { transition: [{ days: 30, storage_class: "STANDARD_IA" }] }),
    );
    expect(() => synthesizeBucket({ ...content, infrequentAccessAfterDays: 29 })).toThrow(/from 30 to 36500/);
  });

  test("a lock retains every version for the days of lockDays, and logs have none", () => {
    const stack = synthesizeBucket({ ...content, lockDays: 365 });
    expect(stack.resource("aws_s3_bucket")).toMatchObject({ object_lock_enabled: true });
    expect(stack.resource("aws_s3_bucket_object_lock_configuration")).toMatchObject({
      rule: { default_retention: { mode: "GOVERNANCE", days: 365 } },
    });
    expect(synthesizeBucket(content).resource("aws_s3_bucket")).not.toHaveProperty("object_lock_enabled");
    expect(synthesizeBucket(content).resources("aws_s3_bucket_object_lock_configuration")).toEqual({});
    expect(() => synthesizeBucket({ ...content, lockDays: 0 })).toThrow(/lockDays: got 0; allowed: .*from 1 to 36500/);
    expect(() => synthesizeBucket({ name: "shop-logs", intent: "logs", lockDays: 1 })).toThrow("nothing for logs");
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeBucket({
        name: "Shop.site",
        intent: "website",
        key,
        expireAfterDays: 0,
        noncurrentDays: 1.5,
        backup: "",
      });
    expect(invalid).toThrow(InputError);
    for (const message of [
      /5 invalid settings/,
      /name: got "Shop.site"; allowed: a bucket name of at most 63 characters/,
      /expireAfterDays: got 0; allowed: a whole number from 1 to 36500/,
      /expireAfterDays: got 0; allowed: nothing for website/,
      /noncurrentDays: got 1.5; allowed: a whole number from 1 to 36500/,
      /backup: got ""/,
    ]) {
      expect(invalid).toThrow(message);
    }
  });

  test.each([
    [{ ...logs, noncurrentDays: 30 }, /noncurrentDays: got 30; allowed: nothing for logs/],
    [{ ...content, key: { ...key, region: "us-west-2" } }, /key\.region: got "us-west-2"; allowed: us-east-1;/],
    [{ ...logs, key }, /key: got "a key"; allowed: "s3-managed" for logs/],
    [{ ...website, key: undefined }, /key: got nothing; allowed: a key, or "s3-managed"/],
    [{ ...content, key: undefined }, /key: got nothing; allowed: a key, or "s3-managed"/],
    [{ ...content, intent: "archive" as "content", key: undefined }, /intent: got "archive"; allowed: website, logs/],
  ] as const)("refuses %j", (props, message) => {
    expect(() => synthesizeBucket(props)).toThrow(message);
  });

  test("the addresses are these", () => {
    expect(synthesizeBucket(content).addresses).toMatchInlineSnapshot(`
     [
       "aws_s3_bucket.bucket_3056591E",
       "aws_s3_bucket_lifecycle_configuration.bucket_lifecycle_EFF6DB2A",
       "aws_s3_bucket_ownership_controls.bucket_ownership_D84360D7",
       "aws_s3_bucket_policy.bucket_policy_C7AF4A7D",
       "aws_s3_bucket_public_access_block.bucket_public-access-block_0139FF17",
       "aws_s3_bucket_server_side_encryption_configuration.bucket_encryption_64AB656F",
       "aws_s3_bucket_versioning.bucket_versioning_FFA4302A",
       "data.aws_iam_policy_document.bucket_bucket-policy_document_603E7810",
     ]
    `);
  });
});
