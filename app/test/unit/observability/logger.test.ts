import type { Context } from "aws-lambda";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createLog } from "../../../src/observability";
import { writtenBy } from "../../support/memory-output";

afterEach(() => vi.unstubAllEnvs());

describe("a log line", () => {
  it("is JSON with service, environment, request id and trace id", async () => {
    vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1");
    const [line] = await writtenBy(() => createLog("dev").info("request", { requestId: "r-1", status: 200 }));
    expect(line).toMatchObject({
      level: "INFO",
      message: "request",
      service: "shop",
      environment: "dev",
      requestId: "r-1",
      status: 200,
      xray_trace_id: "1-5759e988-bd862e3fe1be46a994272793",
    });
  });

  it("names the function, its invocation and a cold start", async () => {
    const context = { functionName: "shop-worker", awsRequestId: "invocation-1", memoryLimitInMB: "512" };
    const [line] = await writtenBy(() => {
      const log = createLog("dev");
      log.addContext(context as Context);
      log.info("done");
    });
    expect(line).toMatchObject({
      function_name: "shop-worker",
      function_request_id: "invocation-1",
      cold_start: expect.any(Boolean),
    });
  });

  it("describes an error and its causes without properties that libraries attached", async () => {
    const cause = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
    const error = Object.assign(new Error("database is unavailable", { cause }), {
      query: "SELECT 1",
      config: { password: "hunter2" },
    });
    const [line] = await writtenBy(() => createLog("dev").error("request failed", { status: 503 }, error));
    expect(line).toMatchObject({
      level: "ERROR",
      status: 503,
      failure: {
        name: "Error",
        message: "database is unavailable",
        cause: { code: "ECONNREFUSED", message: "connect ECONNREFUSED 127.0.0.1:1" },
      },
    });
    expect(JSON.stringify(line)).not.toMatch(/SELECT|hunter2/);
    const { thrownAt } = line!["failure"] as { thrownAt: string[] };
    expect(thrownAt[0]).toMatch(/logger\.test\.ts:\d+:\d+$/);
  });

  it("contains only the code of a database error, whose messages quote values", async () => {
    const error = Object.assign(new Error(`invalid input syntax for type uuid: "4111 1111 1111 1111"`), {
      code: "22P02",
      severity: "ERROR",
    });
    const [line] = await writtenBy(() => createLog("dev").warn("failed", {}, error));
    expect(line).toMatchObject({ level: "WARN", failure: { code: "22P02" } });
    expect(JSON.stringify(line)).not.toContain("4111");
  });

  it("describes a thrown value that is no error, and limits a chain of causes", async () => {
    const endless = new Error("endless");
    endless.cause = endless;
    const lines = await writtenBy(() => {
      createLog("dev").error("failed", {}, "a string");
      createLog("dev").error("failed", {}, endless);
    });
    expect(lines[0]).toMatchObject({ failure: { name: "string" } });
    expect(JSON.stringify(lines[1]).match(/endless/g)!.length).toBeLessThan(6);
  });
});
