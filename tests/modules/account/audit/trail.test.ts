import { InputError, type AwsStack, type KeyReference } from "../../../../modules/core";
import { TRAIL_DEFAULTS, Trail, type TrailProps } from "../../../../modules/account/audit";
import { Bucket } from "../../../../modules/data/storage";
import { EncryptionKey } from "../../../../modules/security";
import { Alarms } from "../../../../modules/observability";
import { synthesizeStack } from "../../../../testing";

const trailArn = "arn:aws:cloudtrail:us-east-1:111122223333:trail/shop";
const key: KeyReference<"us-east-1"> = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/trail",
  region: "us-east-1",
  grantUse: () => {},
  admit: () => true,
};

const createTrail = (stack: AwsStack<"us-east-1">, differences: Partial<TrailProps> = {}) =>
  new Trail(stack, "trail", {
    name: "shop",
    bucket: new Bucket(stack, "logs", { name: "shop-logs", intent: "logs" }),
    key,
    logKey: key,
    ...differences,
  });

const synthesizeTrail = (differences: Partial<TrailProps> = {}) =>
  synthesizeStack((stack) => createTrail(stack, differences));

function problemsOf(differences: Partial<TrailProps>): string[] {
  try {
    synthesizeTrail(differences);
  } catch (error) {
    return (error as InputError).problems.map(({ property, value }) => `${property}: ${JSON.stringify(value)}`);
  }
  return [];
}

describe("Trail", () => {
  test("records all regions with validated and encrypted log files, and cannot be deleted", () => {
    const trail = synthesizeTrail().resource("aws_cloudtrail");
    expect(trail).toMatchObject({
      name: "shop",
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      enable_logging: true,
      kms_key_id: key.keyArn,
      s3_bucket_name: expect.stringMatching(/^\$\{aws_s3_bucket\./),
      cloud_watch_logs_group_arn: expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..*\.arn\}:\*$/),
      lifecycle: { prevent_destroy: true },
    });
    expect(trail).not.toHaveProperty("advanced_event_selector");
    expect(synthesizeTrail({ deletionProtection: false }).resource("aws_cloudtrail")).toMatchObject({
      lifecycle: { prevent_destroy: false },
    });
  });

  test("the defaults have these values, also for settings that are undefined", () => {
    expect(TRAIL_DEFAULTS).toEqual({ dataEvents: [], logRetentionDays: 365, deletionProtection: true });
    const settings = Object.fromEntries(Object.keys(TRAIL_DEFAULTS).map((name) => [name, undefined]));
    expect(synthesizeTrail(settings).config).toEqual(synthesizeTrail().config);
  });

  test("the bucket lets CloudTrail write the account's logs in the name of this trail only", () => {
    const from = [
      { test: "ArnLike", variable: "aws:SourceArn", values: [trailArn] },
      { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
    ];
    const statements = synthesizeTrail().statements(/bucket-policy/);
    expect(statements.filter(({ sid }) => String(sid).startsWith("Cloudtrail"))).toMatchObject([
      { sid: "CloudtrailTests", actions: ["s3:GetBucketAcl"], condition: from },
      {
        sid: "CloudtrailWrites",
        actions: ["s3:PutObject"],
        resources: [expect.stringMatching(/\/AWSLogs\/111122223333\/\*$/)],
        condition: [...from, { test: "StringEquals", variable: "s3:x-amz-acl", values: ["bucket-owner-full-control"] }],
      },
    ]);
  });

  test("the trail waits for the policies of its bucket and its role", () => {
    expect(synthesizeTrail().resource("aws_cloudtrail")["depends_on"]).toEqual([
      expect.stringMatching(/^aws_s3_bucket_policy\./),
      expect.stringMatching(/^aws_iam_role\./),
      expect.stringMatching(/^aws_iam_role_policy\./),
    ]);
  });

  test("the key admits trails of the account", () => {
    const stack = synthesizeStack((scope) => {
      const own = new EncryptionKey(scope, "key", { name: "shop", description: "Shop" });
      createTrail(scope, { key: own, logKey: own });
    });
    expect(stack.statements(/key-policy/)).toContainEqual(
      expect.objectContaining({
        sid: "TrailsOfThisAccount",
        principals: [{ type: "Service", identifiers: ["cloudtrail.amazonaws.com"] }],
        condition: [
          { test: "ArnLike", variable: "aws:SourceArn", values: ["arn:aws:cloudtrail:*:111122223333:trail/*"] },
        ],
      }),
    );
    expect(stack.statements(/key-policy/).map(({ sid }) => sid)).toContain("LogGroupsOfThisAccount");
  });

  test("only the trail assumes the role, which writes streams of this account to the log group", () => {
    const stack = synthesizeTrail({ logRetentionDays: 731 });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/cloudtrail/shop",
      retention_in_days: 731,
      kms_key_id: key.keyArn,
    });
    expect(stack.statements(/role_trust/)[0]).toMatchObject({
      condition: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
        { test: "ArnEquals", variable: "aws:SourceArn", values: [trailArn] },
      ],
    });
    expect(stack.statements(/role_permissions/)).toMatchObject([
      {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [expect.stringMatching(/\.arn\}:log-stream:111122223333_CloudTrail_\*$/)],
      },
    ]);
  });

  test("data events are recorded of the named buckets only, beside management events", () => {
    const dataEvents = [{ bucketArn: "arn:aws:s3:::shop-lake" }];
    expect(synthesizeTrail({ dataEvents }).resource("aws_cloudtrail")["advanced_event_selector"]).toEqual([
      { name: "Management events", field_selector: [{ field: "eventCategory", equals: ["Management"] }] },
      {
        name: "Objects",
        field_selector: [
          { field: "eventCategory", equals: ["Data"] },
          { field: "resources.type", equals: ["AWS::S3::Object"] },
          { field: "resources.ARN", starts_with: ["arn:aws:s3:::shop-lake/"] },
        ],
      },
    ]);
  });

  test("each activity of CIS 4.1 to 4.15 has a filter on the log group, and a signal of its metric", () => {
    const stack = synthesizeStack((scope) => {
      const { signals } = createTrail(scope);
      const topicArn = "arn:aws:sns:us-east-1:111122223333:alarms";
      new Alarms(scope, "alarms", { name: "shop", topicArn, signals });
    });
    const filters = Object.values(stack.resources("aws_cloudwatch_log_metric_filter"));
    expect(filters).toHaveLength(15);
    expect(new Set(filters.map(({ log_group_name }) => log_group_name)).size).toBe(1);
    const counted = filters.map(({ metric_transformation }) => {
      const { namespace, name } = metric_transformation as { namespace: string; name: string };
      return `${namespace} ${name}`;
    });
    const alarms = Object.values(stack.resources("aws_cloudwatch_metric_alarm"));
    expect(alarms.map(({ namespace, metric_name }) => `${String(namespace)} ${String(metric_name)}`).sort()).toEqual(
      [...counted].sort(),
    );
    expect(counted).toContain("shop/activity root-user");
  });

  test.each([
    [
      "root-user",
      '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
    ],
    [
      "key-deletions",
      "{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }",
    ],
  ])("the filter %s has the pattern %s", (activity, pattern) => {
    const filters = Object.values(synthesizeTrail().resources("aws_cloudwatch_log_metric_filter"));
    expect(filters.find(({ name }) => name === `shop-${activity}`)).toMatchObject({ pattern });
  });

  test("no filter is longer than CloudWatch Logs accepts", () => {
    const filters = Object.values(synthesizeTrail().resources("aws_cloudwatch_log_metric_filter"));
    expect(filters.filter(({ pattern }) => (pattern as string).length > 1024)).toEqual([]);
  });

  test.each([
    [{ name: "shop--trail" }, 'name: "shop--trail"'],
    [{ name: "a" }, 'name: "a"'],
    [{ logRetentionDays: 8 as 7 }, "logRetentionDays: 8"],
  ])("is refused with %j", (differences, problem) => {
    expect(problemsOf(differences)).toEqual([problem]);
  });

  test("is refused with a key that admits no trails, and the bucket of a site", () => {
    expect(() => synthesizeTrail({ key: { ...key, admit: () => false } })).toThrow(/key: .*cloudtrail/);
    const site = (stack: AwsStack) =>
      new Bucket(stack, "site", { name: "a-b-c", intent: "website", key: "s3-managed" });
    const refused = () => synthesizeStack((stack) => createTrail(stack, { bucket: site(stack) }));
    expect(refused).toThrow('intent: got "website"');
  });
});
