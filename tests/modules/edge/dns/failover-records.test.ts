import { InputError, type KeyReference } from "../../../../modules/core/index";
import { HealthCheck, HostedZone, type FailoverSettings, type HostedZoneReference } from "../../../../modules/edge/dns";
import { synthesizeStack, type TestStack } from "../../../../testing/index";

const TYPE = "aws_route53_record";
const target = { domainName: "d-1.execute-api.us-east-1.amazonaws.com", hostedZoneId: "Z1UJRXOUMOOFQ8" };
const check = { healthCheckId: "0b1c2d3e-0000-4000-8000-000000000000", endpointNames: ["use1.api.example.com"] };

const synthesizeRecords = (
  settings: FailoverSettings,
  recordName = "api.example.com",
  use: (zone: HostedZoneReference) => void = (zone) => zone.addFailover(recordName, settings),
): TestStack =>
  synthesizeStack((stack) =>
    use(HostedZone.fromId(stack, "zone", { domainName: "example.com", zoneId: "Z0123456789" })),
  );

const problemOf = (settings: object, recordName?: string): string => {
  try {
    synthesizeRecords(settings as FailoverSettings, recordName);
  } catch (error) {
    return (error as InputError).message;
  }
  return "accepted";
};

describe("HostedZone.addFailover", () => {
  test("answers with the primary while its check is healthy", () => {
    const stack = synthesizeRecords({ role: "primary", target, healthCheck: check });
    expect(stack.resource(TYPE)).toMatchObject({
      zone_id: "Z0123456789",
      name: "api.example.com",
      type: "A",
      set_identifier: "primary",
      failover_routing_policy: { type: "PRIMARY" },
      health_check_id: check.healthCheckId,
      alias: { name: target.domainName, zone_id: "Z1UJRXOUMOOFQ8", evaluate_target_health: true },
    });
    expect(stack.addresses).toEqual([expect.stringContaining("failover-api-example-com-primary-a")]);
  });

  test("answers with the secondary otherwise, which needs no check", () => {
    const record = synthesizeRecords({ role: "secondary", target }).resource(TYPE);
    expect(record).toMatchObject({
      set_identifier: "secondary",
      failover_routing_policy: { type: "SECONDARY" },
    });
    expect(record).not.toHaveProperty("health_check_id");
  });

  test("resolves targets with both kinds of addresses by two records", () => {
    const stack = synthesizeRecords({ role: "secondary", target, addresses: "dualstack" });
    expect(stack.addresses).toHaveLength(2);
    expect(stack.resource(TYPE, /-aaaa/)).toMatchObject({ type: "AAAA", set_identifier: "secondary" });
  });

  test("adds records to a zone of the stack as well", () => {
    const logKey: KeyReference<"us-east-1"> = {
      keyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
      region: "us-east-1",
      grantUse: () => {},
    };
    const stack = synthesizeStack((scope) => {
      const zone = new HostedZone(scope, "zone", {
        domainName: "example.com",
        regional: scope.providerIn("us-east-1"),
        logKey,
      });
      const source = { endpoint: { domainName: "use1.api.example.com", path: "/v1/health" } };
      const healthCheck = new HealthCheck(scope, "check", { name: "api", source });
      zone.addFailover("api.example.com", { role: "primary", target, healthCheck });
    });
    expect(stack.resource(TYPE)).toMatchObject({
      health_check_id: expect.stringMatching(/aws_route53_health_check\.check_.*\.id/),
    });
  });

  test("refuses a check that asks the name that fails over", () => {
    const healthCheck = { ...check, endpointNames: ["use1.api.example.com", "api.example.com"] };
    expect(problemOf({ role: "primary", target, healthCheck })).toMatch(
      /zone\/failover-api-example-com: healthCheck\.endpointNames: got "api\.example\.com"; allowed: another name than/,
    );
    expect(problemOf({ role: "secondary", target, healthCheck })).toMatch(/another name than api\.example\.com/);
    expect(problemOf({ role: "primary", target, healthCheck: { healthCheckId: "1" } })).toBe("accepted");
  });

  test("refuses a primary without a check", () => {
    expect(problemOf({ role: "primary", target })).toMatch(/healthCheck: got nothing; allowed: a health check of the/);
  });

  test("refuses a distribution, whose name only one distribution can have", () => {
    const distribution = { domainName: "d111.cloudfront.net", hostedZoneId: "Z2FDTNDATAQYW2" };
    expect(problemOf({ role: "secondary", target: distribution })).toMatch(
      /target\.hostedZoneId: got "Z2FDTNDATAQYW2"; allowed: the zone id of a target in one region/,
    );
  });

  test("refuses another role, other addresses and names outside the zone", () => {
    expect(problemOf({ role: "standby", target })).toMatch(/role: got "standby"; allowed: primary, secondary/);
    expect(problemOf({ role: "secondary", target, addresses: "ipv6" })).toMatch(/addresses: got "ipv6"/);
    expect(problemOf({ role: "secondary", target }, "api.example.org")).toMatch(
      /allowed: example\.com or a name below/,
    );
  });
});
