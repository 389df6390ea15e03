import type { Context } from "aws-lambda";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const context = { awsRequestId: "request", functionName: "test", functionVersion: "1" } as Context;
const lines: string[] = [];

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv("POWERTOOLS_METRICS_DISABLED", "false");
  lines.length = 0;
  // The library has a console of its own, which writes to the streams.
  vi.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

interface Emf {
  readonly InitTime?: number;
  readonly QueryTime?: number;
  readonly _aws: {
    readonly CloudWatchMetrics: readonly { readonly Namespace: string; readonly Metrics: readonly object[] }[];
  };
}

async function invoke(times: number, work = async () => undefined as unknown): Promise<readonly Emf[]> {
  const { observed } = await import("../../functions/observability");
  for (let time = 0; time < times; time++) await observed("test", context, work);
  return lines.filter((line) => line.includes("_aws")).map((line) => JSON.parse(line) as Emf);
}

test("the first invocation records the cold start in milliseconds, and later ones none", async () => {
  const [first, ...others] = await invoke(3);
  expect(first!.InitTime).toBeGreaterThan(0);
  expect(first!._aws.CloudWatchMetrics[0]).toMatchObject({
    Namespace: "Saas",
    Metrics: [{ Name: "InitTime", Unit: "Milliseconds" }],
  });
  expect(others).toEqual([]);
});

test("an environment that was initialized in advance has no cold start", async () => {
  vi.stubEnv("AWS_LAMBDA_INITIALIZATION_TYPE", "provisioned-concurrency");
  expect(await invoke(1)).toEqual([]);
});

test("durations of queries are metrics of their invocation", async () => {
  const { measure } = await import("../../functions/observability");
  const [written] = await invoke(1, async () => measure("QueryTime", 12));
  expect(written!.QueryTime).toBe(12);
});
