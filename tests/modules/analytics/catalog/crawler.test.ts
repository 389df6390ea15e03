import { InputError, type AwsStack, type KeyReference } from "../../../../modules/core";
import { CRAWLER_DEFAULTS, Crawler, DataCatalog, type CrawlerProps } from "../../../../modules/analytics/catalog";
import { synthesizeStack } from "../../../../testing";
import { testRole } from "../../../support/synth";

const bucket = { bucketName: "shop-lake", bucketArn: "arn:aws:s3:::shop-lake" };
const key: KeyReference = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/etl",
  region: "us-east-1",
  grantUse: (grantee) =>
    grantee.addStatement({ sid: "UseKey", actions: ["kms:Decrypt"], resources: ["arn:aws:kms:::key/etl"] }),
};
const securityConfiguration = { securityConfigurationName: "shop-etl", key, grantUse: key.grantUse };

const createCrawler = (stack: AwsStack<"us-east-1">, differences: Partial<CrawlerProps> = {}) =>
  new Crawler(stack, "feedback", {
    name: "shop-feedback",
    catalog: DataCatalog.fromName(stack, "catalog", "shop_lake"),
    folders: { "new-feedback": { bucket, prefix: "feedback/" } },
    securityConfiguration,
    ...differences,
  });

const synthesizeCrawler = (differences: Partial<CrawlerProps> = {}) =>
  synthesizeStack((stack) => createCrawler(stack, differences));

function problemsOf(differences: Partial<CrawlerProps>): string[] {
  try {
    synthesizeCrawler(differences);
  } catch (error) {
    return (error as InputError).problems.map(({ property, value }) => `${property}: ${JSON.stringify(value)}`);
  }
  return [];
}

describe("Crawler", () => {
  test("reads its folders and changes tables with the files", () => {
    expect(synthesizeCrawler().resource("aws_glue_crawler")).toMatchObject({
      name: "shop-feedback",
      database_name: "shop_lake",
      security_configuration: "shop-etl",
      s3_target: [{ path: "s3://shop-lake/feedback/" }],
      recrawl_policy: { recrawl_behavior: "CRAWL_EVERYTHING" },
      schema_change_policy: { update_behavior: "UPDATE_IN_DATABASE", delete_behavior: "DEPRECATE_IN_DATABASE" },
      configuration: '{"Version":1,"CrawlerOutput":{"Partitions":{"AddOrUpdateBehavior":"InheritFromTable"}}}',
    });
    expect(synthesizeCrawler().resource("aws_glue_crawler")).not.toHaveProperty("schedule");
  });

  test("of new folders only logs changes", () => {
    const crawler = synthesizeCrawler({ recrawl: "new-folders", schemaChanges: "log" }).resource("aws_glue_crawler");
    expect(crawler).toMatchObject({
      recrawl_policy: { recrawl_behavior: "CRAWL_NEW_FOLDERS_ONLY" },
      schema_change_policy: { update_behavior: "LOG", delete_behavior: "LOG" },
    });
    expect(problemsOf({ recrawl: "new-folders", schemaChanges: "update" })).toEqual(['schemaChanges: "update"']);
    expect(problemsOf({ recrawl: "new-folders" })).toEqual(['schemaChanges: "update"']);
  });

  test("schedule and prefix of the tables are settings", () => {
    const crawler = synthesizeCrawler({ schedule: "cron(0 4 * * ? *)", tablePrefix: "raw_" });
    expect(crawler.resource("aws_glue_crawler")).toMatchObject({ schedule: "cron(0 4 * * ? *)", table_prefix: "raw_" });
  });

  test("the defaults have these values, also for settings that are undefined", () => {
    expect(CRAWLER_DEFAULTS).toEqual({ recrawl: "everything", schemaChanges: "update", logRetentionDays: 90 });
    const settings = Object.fromEntries(Object.keys(CRAWLER_DEFAULTS).map((name) => [name, undefined]));
    expect(synthesizeCrawler(settings).config).toEqual(synthesizeCrawler().config);
  });

  test("the log group has the name that Glue derives, a key and a retention", () => {
    expect(synthesizeCrawler({ logRetentionDays: 365 }).resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws-glue/crawlers-role/shop-feedback-shop-etl",
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/etl",
      retention_in_days: 365,
    });
  });

  test("only Glue of this account assumes the role, which reads the folders and writes tables and logs", () => {
    const stack = synthesizeCrawler();
    expect(stack.statements("role_trust")[0]).toMatchObject({
      principals: [{ type: "Service", identifiers: ["glue.amazonaws.com"] }],
      condition: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
        { test: "ArnLike", variable: "aws:SourceArn", values: ["arn:aws:glue:us-east-1:111122223333:*"] },
      ],
    });
    expect(stack.statements("role_permissions").map(({ sid }) => sid)).toEqual([
      "WriteLogs",
      "UseKey",
      "ReadCatalogOfCatalog",
      "WriteCatalogOfCatalog",
      "CrawlNewFeedbackLocation",
      "CrawlNewFeedbackList",
      "CrawlNewFeedbackObjects",
    ]);
    expect(stack.statements("role_permissions").at(-1)).toMatchObject({
      actions: ["s3:GetObject"],
      resources: ["arn:aws:s3:::shop-lake/feedback/*"],
    });
  });

  test("the crawler waits for the permissions of its role", () => {
    expect(synthesizeCrawler().resource("aws_glue_crawler")["depends_on"]).toEqual([
      expect.stringMatching(/^aws_iam_role\./),
      expect.stringMatching(/^aws_iam_role_policy\./),
    ]);
  });

  test("a failed run is a signal", () => {
    const stack = synthesizeStack((scope) => {
      expect(createCrawler(scope).signals).toMatchObject([
        { id: "feedback-failed-runs", dimensions: { RuleName: "shop-feedback-failed-runs" } },
      ]);
    });
    const rule = stack.resource("aws_cloudwatch_event_rule");
    expect(rule).toMatchObject({ name: "shop-feedback-failed-runs" });
    expect(JSON.parse(rule["event_pattern"] as string)).toEqual({
      source: ["aws.glue"],
      "detail-type": ["Glue Crawler State Change"],
      detail: { crawlerName: ["shop-feedback"], state: ["Failed"] },
    });
  });

  test("others start it by a grant, and it gets grants of others", () => {
    const stack = synthesizeStack((scope) => {
      const crawler = createCrawler(scope);
      crawler.grantStart(testRole(scope));
      crawler.addStatement({ sid: "More", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::more/*"] });
    });
    expect(stack.statements(/^role_permissions/)).toMatchObject([
      { sid: "StartFeedback", actions: ["glue:GetCrawler", "glue:StartCrawler"] },
    ]);
    expect(stack.statements(/feedback_role_permissions/).at(-1)).toMatchObject({ sid: "More" });
  });

  test.each([
    [{ name: "shop feedback" }, ['name: "shop feedback"', 'name: "shop feedback"']],
    [{ folders: {} }, ["folders: []"]],
    [{ folders: { a: { bucket, prefix: "feedback" } } }, ['folders.a.prefix: "feedback"']],
    [{ schedule: "rate(1 hour)" }, ['schedule: "rate(1 hour)"']],
    [{ schedule: "cron(0/2 * * * ? *)" }, ['schedule: "cron(0/2 * * * ? *)"']],
    [{ recrawl: "new" as "everything" }, ['recrawl: "new"']],
    [{ schemaChanges: "none" as "log" }, ['schemaChanges: "none"']],
    [{ tablePrefix: "Raw" }, ['tablePrefix: "Raw"']],
    [{ logRetentionDays: 8 as 7 }, ["logRetentionDays: 8"]],
  ])("is refused with %j", (differences, problems) => {
    expect(problemsOf(differences)).toEqual(problems);
  });
});
