import { InputError } from "../../../../modules/core/index";
import { HostedZone, type HostedZoneProps } from "../../../../modules/edge/dns";
import { synthesizeStack } from "../../../../testing/index";

const synthesizeZone = (differences: Partial<HostedZoneProps> = {}, use: (zone: HostedZone) => void = () => {}) =>
  synthesizeStack((stack) => use(new HostedZone(stack, "zone", { domainName: "example.com", ...differences })));

const cloudFront = { domainName: "d111.cloudfront.net", hostedZoneId: "Z2FDTNDATAQYW2" };

describe("HostedZone", () => {
  test("R-E1 creates a zone that refuses to be destroyed by default", () => {
    expect(synthesizeZone().resource("aws_route53_zone")).toMatchObject({
      name: "example.com",
      lifecycle: { prevent_destroy: true },
    });
  });

  test("keeps its defaults when a setting is passed as undefined", () => {
    const stack = synthesizeZone({ deletionProtection: undefined, existingZoneId: undefined });
    expect(stack.resource("aws_route53_zone")).toMatchObject({ lifecycle: { prevent_destroy: true } });
  });

  test("is deletable without protection", () => {
    expect(synthesizeZone({ deletionProtection: false }).resource("aws_route53_zone")).toMatchObject({
      lifecycle: { prevent_destroy: false },
    });
  });

  test("R-E1 references an existing zone by its id, without resource or lookup", () => {
    const stack = synthesizeZone({ existingZoneId: "Z0123456789" }, (zone) => {
      expect(zone.zoneId).toBe("Z0123456789");
      expect(zone.domainName).toBe("example.com");
    });
    expect(stack.addresses).toEqual([]);
  });

  test("R-E1 resolves a name to a target by IPv4 and IPv6", () => {
    const stack = synthesizeZone({ existingZoneId: "Z0123456789" }, (zone) =>
      zone.addAlias("www.example.com", cloudFront),
    );
    const record = {
      zone_id: "Z0123456789",
      name: "www.example.com",
      alias: { name: "d111.cloudfront.net", zone_id: "Z2FDTNDATAQYW2", evaluate_target_health: false },
    };
    expect(stack.resource("aws_route53_record", "www-example-com-a_")).toMatchObject({ ...record, type: "A" });
    expect(stack.resource("aws_route53_record", "www-example-com-aaaa_")).toMatchObject({ ...record, type: "AAAA" });
  });

  test.each(["example.org", "badexample.com"])("refuses %s, a name outside the zone", (name) => {
    const invalid = () => synthesizeZone({}, (zone) => zone.addAlias(name, cloudFront));
    expect(invalid).toThrow(`recordName: got "${name}"; allowed: example.com or a name below it`);
  });

  test("reports every problem of a record at once", () => {
    const invalid = () => synthesizeZone({}, (zone) => zone.addAlias("WWW.example.org", cloudFront));
    expect(invalid).toThrow(/2 invalid settings:\n {2}test\/zone\/alias: recordName: .*\n.*without wildcard/);
  });

  test("reports every invalid setting at once", () => {
    const invalid = () => synthesizeZone({ domainName: "Example.com", existingZoneId: "zone" });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/domainName: got "Example.com"; allowed: a lower-case domain name without wildcard/);
    expect(invalid).toThrow(/existingZoneId: got "zone"; allowed: Z and capitals or digits/);
  });

  test("has these addresses", () => {
    const stack = synthesizeZone({}, (zone) => zone.addAlias("www.example.com", cloudFront));
    expect(stack.addresses).toMatchInlineSnapshot(`
     [
       "aws_route53_record.zone_alias-www-example-com-a_67EE69B8",
       "aws_route53_record.zone_alias-www-example-com-aaaa_1EA8F858",
       "aws_route53_zone.zone_6E295601",
     ]
    `);
  });
});
