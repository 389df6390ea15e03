import { TerraformOutput } from "cdktf";
import { InputError } from "../../../../modules/core/index";
import { HealthCheck, type HealthCheckProps, type HealthCheckSource } from "../../../../modules/edge/dns";
import { synthesizeStack } from "../../../../testing/index";

const TYPE = "aws_route53_health_check";
const ENDPOINT = { domainName: "use1.api.example.com", path: "/v1/health" } as const;

const synthesizeCheck = (source: HealthCheckSource, use: (check: HealthCheck) => void = () => {}) =>
  synthesizeStack((stack) => use(new HealthCheck(stack, "api-check", { name: "api", source })));

const problemsOf = (props: Partial<HealthCheckProps>): string[] => {
  try {
    synthesizeStack(
      (stack) => new HealthCheck(stack, "api-check", { name: "api", source: { endpoint: ENDPOINT }, ...props }),
    );
  } catch (error) {
    return (error as InputError).problems.map(({ path, property }) => `${path}: ${property}`);
  }
  return [];
};

describe("HealthCheck", () => {
  test("asks an endpoint over HTTPS with the name in the handshake, every 10 seconds", () => {
    expect(synthesizeCheck({ endpoint: ENDPOINT }).resource(TYPE)).toMatchObject({
      type: "HTTPS",
      fqdn: "use1.api.example.com",
      port: 443,
      resource_path: "/v1/health",
      request_interval: 10,
      failure_threshold: 3,
      enable_sni: true,
      tags: { Name: "api" },
    });
  });

  test("asks another port in the other interval", () => {
    const endpoint = { ...ENDPOINT, port: 8443, intervalSeconds: 30, failureThreshold: 1 } as const;
    expect(synthesizeCheck({ endpoint }).resource(TYPE)).toMatchObject({
      port: 8443,
      request_interval: 30,
      failure_threshold: 1,
    });
  });

  test("follows an alarm of the standby's region, and keeps its status without data", () => {
    const alarm = { alarmName: "shop-failover", alarmRegion: "us-west-2" };
    expect(synthesizeCheck({ alarm }).resource(TYPE)).toMatchObject({
      type: "CLOUDWATCH_METRIC",
      cloudwatch_alarm_name: "shop-failover",
      cloudwatch_alarm_region: "us-west-2",
      insufficient_data_health_status: "LastKnownStatus",
      tags: { Name: "api" },
    });
    const statuses = (["healthy", "unhealthy"] as const).map(
      (insufficientData) =>
        synthesizeCheck({ alarm: { ...alarm, insufficientData } }).resource(TYPE)["insufficient_data_health_status"],
    );
    expect(statuses).toEqual(["Healthy", "Unhealthy"]);
  });

  test("combines checks, all of which must be healthy unless fewer suffice", () => {
    const combined = (healthyChildren?: number) =>
      synthesizeStack((stack) => {
        const endpoint = new HealthCheck(stack, "endpoint", { name: "endpoint", source: { endpoint: ENDPOINT } });
        const alarm = { alarmName: "shop-failover", alarmRegion: "us-west-2" };
        const operator = new HealthCheck(stack, "switch", { name: "switch", source: { alarm } });
        const calculated = { children: { endpoint, operator }, healthyChildren };
        const check = new HealthCheck(stack, "api-check", { name: "api", source: { calculated } });
        expect(check.endpointNames).toEqual(["use1.api.example.com"]);
        expect(operator.endpointNames).toEqual([]);
      }).resource(TYPE, /^api-check/);
    expect(combined()).toMatchObject({
      type: "CALCULATED",
      child_healthchecks: [expect.stringMatching(/endpoint_.*\.id/), expect.stringMatching(/switch_.*\.id/)],
      child_health_threshold: 2,
    });
    expect(combined(1)).toMatchObject({ child_health_threshold: 1 });
  });

  test("knows no names of existing children without names", () => {
    synthesizeStack((stack) => {
      const healthCheckId = "0b1c2d3e-0000-4000-8000-000000000000";
      const unknown = HealthCheck.fromId(stack, "unknown", { healthCheckId });
      const known = HealthCheck.fromId(stack, "known", { healthCheckId, endpointNames: ["a.example.com"] });
      const source = { calculated: { children: { unknown, known } } };
      expect(new HealthCheck(stack, "check", { name: "api", source }).endpointNames).toEqual(["a.example.com"]);
      expect(unknown.healthCheckId).toBe(healthCheckId);
    });
  });

  test("signals in us-east-1 that its status is not 1", () => {
    const stack = synthesizeCheck({ endpoint: ENDPOINT }, (check) => {
      expect(check.signals).toEqual([
        expect.objectContaining({
          id: "api-check-unhealthy",
          metricName: "HealthCheckStatus",
          region: "us-east-1",
          statistic: "Minimum",
          threshold: 1,
          comparison: "below",
          missingData: "breaching",
        }),
      ]);
      expect(check.graphs.map(({ title }) => title)).toEqual(["api health"]);
      new TerraformOutput(check, "id", { value: check.healthCheckId });
    });
    expect(stack.addresses).toEqual([expect.stringMatching(/^aws_route53_health_check\.api-check_health-check/)]);
  });

  test.each<[string, object, string]>([
    ["no source", {}, "source"],
    ["two sources", { endpoint: ENDPOINT, alarm: { alarmName: "a", alarmRegion: "us-west-2" } }, "source"],
    ["a scheme", { endpoint: { ...ENDPOINT, domainName: "https://a.example.com" } }, "source.endpoint.domainName"],
    ["a path without /", { endpoint: { ...ENDPOINT, path: "health" } }, "source.endpoint.path"],
    ["a path with blanks", { endpoint: { ...ENDPOINT, path: "/a b" } }, "source.endpoint.path"],
    ["port 0", { endpoint: { ...ENDPOINT, port: 0 } }, "source.endpoint.port"],
    ["20 seconds", { endpoint: { ...ENDPOINT, intervalSeconds: 20 } }, "source.endpoint.intervalSeconds"],
    ["11 failures", { endpoint: { ...ENDPOINT, failureThreshold: 11 } }, "source.endpoint.failureThreshold"],
    ["an alarm name with accents", { alarm: { alarmName: "é", alarmRegion: "us-west-2" } }, "source.alarm.alarmName"],
    ["a zone as region", { alarm: { alarmName: "a", alarmRegion: "us-west-2a" } }, "source.alarm.alarmRegion"],
    [
      "an unknown status",
      { alarm: { alarmName: "a", alarmRegion: "us-west-2", insufficientData: "ok" } },
      "source.alarm.insufficientData",
    ],
    ["no children", { calculated: { children: {} } }, "source.calculated.children"],
    [
      "more healthy children than children",
      { calculated: { children: { a: { healthCheckId: "1" } }, healthyChildren: 2 } },
      "source.calculated.healthyChildren",
    ],
  ])("refuses %s", (_what, source, property) => {
    expect(problemsOf({ source: source as HealthCheckSource })).toEqual([`test/api-check: ${property}`]);
  });

  test("refuses sources without their required settings, for callers in JavaScript", () => {
    const missing = (source: object) => problemsOf({ source: source as HealthCheckSource });
    expect(missing({ endpoint: { path: "/" } })).toEqual(["test/api-check: source.endpoint.domainName"]);
    expect(missing({ alarm: { alarmName: "a" } })).toEqual(["test/api-check: source.alarm.alarmRegion"]);
    expect(missing({ calculated: { healthyChildren: 1 } })).toEqual(["test/api-check: source.calculated.children"]);
  });

  test("refuses a name of 257 characters", () => {
    expect(problemsOf({ name: "a".repeat(256) })).toEqual([]);
    expect(problemsOf({ name: "a".repeat(257) })).toEqual(["test/api-check: name"]);
  });

  test("refuses an id that is no UUID", () => {
    const existing = (healthCheckId: string) => () =>
      synthesizeStack((stack) => HealthCheck.fromId(stack, "check", { healthCheckId }));
    expect(existing("api")).toThrow(/test\/check: healthCheckId: got "api"; allowed: a UUID in lower case/);
    expect(existing("0b1c2d3e-0000-4000-8000-000000000000")).not.toThrow();
  });
});
