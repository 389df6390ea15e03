import { InputError, type Grantee, type KeyReference } from "../../../modules/core";
import { CANARY_DEFAULTS, CANARY_RUNTIMES, Canary, type CanaryProps } from "../../../modules/observability";
import { synthesizeStack } from "../../../testing";

const keyArn = "arn:aws:kms:us-east-1:111122223333:key/1";
const key: KeyReference = {
  keyArn,
  region: "us-east-1",
  grantUse: (grantee) => grantee.addStatement({ sid: "UseKey", actions: ["kms:Decrypt"], resources: [keyArn] }),
};
const artifacts = {
  bucketName: "shop-artifacts",
  grantReadWrite: (grantee: Grantee) =>
    grantee.addStatement({ sid: "Artifacts", actions: ["s3:PutObject"], resources: ["arn:aws:s3:::shop-artifacts/*"] }),
};
const codeKey = (runtime: string): string => `canaries/${runtime}/${"0a".repeat(32)}.zip`;
const props: CanaryProps = {
  name: "shop-checkout",
  runtime: "syn-nodejs-puppeteer-15.0",
  code: { bucketName: "shop-code", key: codeKey("syn-nodejs-puppeteer-15.0") },
  handler: "checkout.handler",
  everyMinutes: 5,
  artifacts,
  key,
};
const TYPE = "aws_synthetics_canary";

const synthesizeCanary = (differences: Partial<CanaryProps> = {}, use: (canary: Canary) => void = () => {}) =>
  synthesizeStack((stack) => use(new Canary(stack, "checkout", { ...props, ...differences })));

const problemsOf = (differences: object): string[] => {
  try {
    synthesizeCanary(differences);
  } catch (error) {
    return (error as InputError).problems.map(({ property }) => property);
  }
  return [];
};

describe("Canary", () => {
  test("runs a script of the bucket every five minutes, with encrypted artifacts and traces", () => {
    expect(synthesizeCanary({ environment: { URL: "https://a.example.com" } }).resource(TYPE)).toMatchObject({
      name: "shop-checkout",
      runtime_version: "syn-nodejs-puppeteer-15.0",
      handler: "checkout.handler",
      s3_bucket: "shop-code",
      s3_key: props.code.key,
      artifact_s3_location: "s3://shop-artifacts/canaries/shop-checkout",
      artifact_config: { s3_encryption: { encryption_mode: "SSE_KMS", kms_key_arn: keyArn } },
      schedule: { expression: "rate(5 minutes)" },
      run_config: {
        timeout_in_seconds: 60,
        active_tracing: true,
        environment_variables: { URL: "https://a.example.com" },
      },
      success_retention_period: 31,
      failure_retention_period: 31,
      start_canary: true,
      delete_lambda: true,
      depends_on: expect.arrayContaining([expect.stringContaining("checkout_role_policy_")]) as unknown,
    });
    expect(CANARY_DEFAULTS).toEqual({ environment: {}, timeoutSeconds: 60, retentionDays: 31 });
  });

  test("writes rates in the singular where AWS demands it", () => {
    const expression = (everyMinutes: number) =>
      (synthesizeCanary({ everyMinutes }).resource(TYPE)["schedule"] as { expression: string }).expression;
    expect([1, 30, 60].map(expression)).toEqual(["rate(1 minute)", "rate(30 minutes)", "rate(1 hour)"]);
  });

  test("has a role for its script, artifacts, logs, results and traces only", () => {
    const statements = synthesizeCanary().statements("role_permissions");
    expect(statements.map(({ sid, resources }) => [sid, resources])).toEqual([
      ["Artifacts", ["arn:aws:s3:::shop-artifacts/*"]],
      ["UseKey", [keyArn]],
      ["ReadScript", [`arn:aws:s3:::shop-code/${props.code.key}`]],
      ["LocateArtifacts", ["arn:aws:s3:::shop-artifacts"]],
      ["ListBuckets", ["*"]],
      ["WriteLogs", ["arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/cwsyn-shop-checkout-*"]],
      ["PublishResults", ["*"]],
      ["WriteTraces", ["*"]],
    ]);
    expect(statements[6]).toMatchObject({
      condition: [{ variable: "cloudwatch:namespace", values: ["CloudWatchSynthetics"] }],
    });
  });

  test("signals two failed runs in a row, and a canary that no longer runs", () => {
    synthesizeCanary({ everyMinutes: 10 }, ({ signals, graphs, canaryName }) => {
      expect(signals).toEqual([
        expect.objectContaining({
          id: "checkout-failed",
          metricName: "SuccessPercent",
          dimensions: { CanaryName: "shop-checkout" },
          comparison: "below",
          threshold: 100,
          periodSeconds: 600,
          evaluationPeriods: 2,
          missingData: "breaching",
        }),
      ]);
      expect(graphs).toHaveLength(2);
      expect(canaryName).toBe("shop-checkout");
    });
  });

  test.each(Object.keys(CANARY_RUNTIMES))("accepts the runtime %s with a script of its own key", (runtime) => {
    expect(problemsOf({ runtime, code: { ...props.code, key: codeKey(runtime) } })).toEqual([]);
  });

  test.each<[string, object, string[]]>([
    ["a retired runtime", { runtime: "syn-nodejs-puppeteer-1.0" }, ["runtime", "code.key"]],
    ["a runtime whose change leaves the key", { runtime: "syn-nodejs-3.1" }, ["code.key"]],
    ["a key without a digest", { code: { bucketName: "a", key: "syn-nodejs-puppeteer-15.0/a.zip" } }, ["code.key"]],
    ["seven minutes", { everyMinutes: 7 }, ["everyMinutes"]],
    ["capitals", { name: "Shop" }, ["name"]],
    ["a name whose role is too long", { name: "a".repeat(58) }, ["name"]],
    ["a handler without a function", { handler: "checkout" }, ["handler"]],
    ["a run longer than its interval", { everyMinutes: 1, timeoutSeconds: 61 }, ["timeoutSeconds"]],
    ["a run of 15 minutes", { everyMinutes: 30, timeoutSeconds: 900 }, ["timeoutSeconds"]],
    ["artifacts of two years", { retentionDays: 730 }, ["retentionDays"]],
    ["reserved variables", { environment: { AWS_REGION: "a" } }, ["environment"]],
    ["variables with blanks", { environment: { "a b": "a" } }, ["environment"]],
    ["a key of another region", { key: { ...key, region: "us-west-2" } }, ["key.region"]],
  ])("refuses %s", (_what, differences, properties) => {
    expect(problemsOf(differences)).toEqual(properties);
  });
});
