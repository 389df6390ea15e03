import { InputError, type AwsStack, type KeyReference } from "../../../../modules/core";
import {
  QUERY_WORKGROUP_DEFAULTS,
  QueryWorkgroup,
  type NamedQuery,
  type QueryWorkgroupProps,
} from "../../../../modules/analytics/queries";
import { synthesizeStack } from "../../../../testing";
import { testRole } from "../../../support/synth";

const resultKey: KeyReference<"us-east-1"> = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/results",
  region: "us-east-1",
  grantUse: (grantee) =>
    grantee.addStatement({ sid: "UseKey", actions: ["kms:Decrypt"], resources: ["arn:aws:kms:::key/results"] }),
};
const props: QueryWorkgroupProps = {
  name: "shop-analysts",
  resultBucket: { bucketName: "shop-results", bucketArn: "arn:aws:s3:::shop-results" },
  resultKey,
  scannedGigabytesPerQuery: 10,
};

const createWorkgroup = (stack: AwsStack<"us-east-1">, differences: Partial<QueryWorkgroupProps> = {}) =>
  new QueryWorkgroup(stack, "analysts", { ...props, ...differences });

const synthesizeWorkgroup = (differences: Partial<QueryWorkgroupProps> = {}) =>
  synthesizeStack((stack) => createWorkgroup(stack, differences));

function problemsOf(differences: Partial<QueryWorkgroupProps>): string[] {
  try {
    synthesizeWorkgroup(differences);
  } catch (error) {
    return (error as InputError).problems.map(({ property, value }) => `${property}: ${JSON.stringify(value)}`);
  }
  return [];
}

describe("QueryWorkgroup", () => {
  test("enforces encrypted results below its own folder and a limit of bytes", () => {
    expect(synthesizeWorkgroup().resource("aws_athena_workgroup")).toMatchObject({
      name: "shop-analysts",
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
      configuration: {
        enforce_workgroup_configuration: true,
        publish_cloudwatch_metrics_enabled: true,
        bytes_scanned_cutoff_per_query: 10_000_000_000,
        engine_version: { selected_engine_version: "Athena engine version 3" },
        result_configuration: {
          output_location: "s3://shop-results/shop-analysts/",
          expected_bucket_owner: "111122223333",
          encryption_configuration: {
            encryption_option: "SSE_KMS",
            kms_key_arn: "arn:aws:kms:us-east-1:111122223333:key/results",
          },
        },
      },
    });
  });

  test("the smallest limit is one that Athena accepts", () => {
    const workgroup = synthesizeWorkgroup({ scannedGigabytesPerQuery: 0.011 }).resource("aws_athena_workgroup");
    expect(workgroup).toMatchObject({ configuration: { bytes_scanned_cutoff_per_query: 11_000_000 } });
    expect(problemsOf({ scannedGigabytesPerQuery: 0.01 })).toEqual(["scannedGigabytesPerQuery: 0.01"]);
    expect(problemsOf({ scannedGigabytesPerQuery: 8_000_000 })).toEqual(["scannedGigabytesPerQuery: 8000000"]);
  });

  test("the defaults have these values, also for settings that are undefined", () => {
    expect(QUERY_WORKGROUP_DEFAULTS).toEqual({ namedQueries: {}, deletionProtection: true });
    const undefinedOnes = { namedQueries: undefined, deletionProtection: undefined };
    expect(synthesizeWorkgroup(undefinedOnes).config).toEqual(synthesizeWorkgroup().config);
  });

  test("without deletion protection the workgroup is deleted with its queries", () => {
    expect(synthesizeWorkgroup({ deletionProtection: false }).resource("aws_athena_workgroup")).toMatchObject({
      force_destroy: true,
      lifecycle: { prevent_destroy: false },
    });
  });

  test("named queries keep their text, also what Terraform would take for a template", () => {
    const sql = "SELECT '${a}', '%{b}', '$5' FROM orders";
    const namedQueries = { "orders-by-day": { sql, databaseName: "shop", description: "Orders" } };
    expect(synthesizeWorkgroup({ namedQueries }).resource("aws_athena_named_query")).toMatchObject({
      name: "orders-by-day",
      database: "shop",
      description: "Orders",
      query: "SELECT '$${a}', '%%{b}', '$5' FROM orders",
      workgroup: expect.stringMatching(/^\$\{aws_athena_workgroup\..*\.id\}$/),
    });
  });

  test("grantQuery allows queries of this workgroup, its results and the definitions of the databases", () => {
    const stack = synthesizeStack((scope) => {
      const catalog = {
        grantRead: (grantee: Parameters<QueryWorkgroup["grantQuery"]>[0]) =>
          grantee.addStatement({
            sid: "ReadCatalog",
            actions: ["glue:GetTable"],
            resources: ["arn:aws:glue:::table/a"],
          }),
      };
      createWorkgroup(scope).grantQuery(testRole(scope), catalog);
    });
    const statements = stack.statements(/role_permissions/);
    expect(statements.map(({ sid }) => sid)).toEqual([
      "QueryInAnalysts",
      "ResultsOfAnalystsLocation",
      "ResultsOfAnalystsList",
      "ResultsOfAnalystsObjects",
      "UseKey",
      "ReadCatalog",
    ]);
    expect(statements[0]).toMatchObject({
      actions: expect.arrayContaining(["athena:StartQueryExecution", "athena:GetQueryResults"]),
      resources: [expect.stringMatching(/^\$\{aws_athena_workgroup\..*\.arn\}$/)],
    });
    expect(statements[3]).toMatchObject({ resources: ["arn:aws:s3:::shop-results/shop-analysts/*"] });
  });

  test("signals and graphs are those of the workgroup", () => {
    synthesizeStack((scope) => {
      const { signals, graphs, resultLocation } = createWorkgroup(scope);
      expect(resultLocation).toBe("s3://shop-results/shop-analysts/");
      expect(signals).toMatchObject([
        {
          id: "analysts-failed",
          namespace: "AWS/Athena",
          metricName: "TotalExecutionTime",
          statistic: "SampleCount",
          dimensions: { WorkGroup: "shop-analysts", QueryState: "FAILED", QueryType: "DML" },
          threshold: 5,
        },
      ]);
      expect(graphs.map(({ title }) => title)).toEqual(["Athena queries", "Bytes that Athena scanned"]);
      expect(graphs[0]!.metrics.map(({ dimensions }) => dimensions["QueryState"])).toEqual([
        "SUCCEEDED",
        "FAILED",
        "CANCELED",
      ]);
    });
  });

  test.each([
    [{ name: "primary" }, 'name: "primary"'],
    [{ resultKey: { ...resultKey, region: "eu-west-1" as "us-east-1" } }, 'resultKey.region: "eu-west-1"'],
  ])("is refused with %j", (differences, problem) => {
    expect(problemsOf(differences)).toEqual([problem]);
  });

  test.each<[string, Partial<NamedQuery>, string]>([
    ["My query", {}, "namedQueries.My query: "],
    ["orders", { sql: " " }, 'namedQueries.orders.sql: "1 characters"'],
    ["orders", { sql: "x".repeat(262_145) }, 'namedQueries.orders.sql: "262145 characters"'],
    ["orders", { databaseName: "" }, 'namedQueries.orders.databaseName: ""'],
    ["orders", { description: "x".repeat(1025) }, "namedQueries.orders.description: "],
  ])("is refused with the query %s: %j", (name, differences, problem) => {
    const query = { sql: "SELECT 1", databaseName: "shop", ...differences };
    expect(problemsOf({ namedQueries: { [name]: query } })).toEqual([expect.stringContaining(problem)]);
  });
});
