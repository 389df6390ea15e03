import { TerraformOutput } from "cdktf";
import { InputError, type KeyReference } from "../../../../modules/core/index";
import { HostedZone, type HostedZoneProps, type HostedZoneReference } from "../../../../modules/edge/dns";
import { synthesizeStack } from "../../../../testing/index";

const logKey: KeyReference<"us-east-1"> = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/test",
  region: "us-east-1",
  grantUse: () => {},
};

const synthesizeZone = (differences: Partial<HostedZoneProps> = {}, use: (zone: HostedZone) => void = () => {}) =>
  synthesizeStack((stack) =>
    use(
      new HostedZone(stack, "zone", {
        domainName: "example.com",
        regional: stack.providerIn("us-east-1"),
        logKey,
        ...differences,
      }),
    ),
  );

const synthesizeExisting = (use: (zone: HostedZoneReference) => void, zoneId = "Z0123456789") =>
  synthesizeStack((stack) => use(HostedZone.fromId(stack, "zone", { domainName: "example.com", zoneId })));

const cloudFront = { domainName: "d111.cloudfront.net", hostedZoneId: "Z2FDTNDATAQYW2" };

describe("HostedZone", () => {
  test("R-E1 creates a zone that refuses to be destroyed by default", () => {
    expect(synthesizeZone().resource("aws_route53_zone")).toMatchObject({
      name: "example.com",
      lifecycle: { prevent_destroy: true },
    });
  });

  test("keeps its defaults when a setting is passed as undefined", () => {
    const stack = synthesizeZone({ deletionProtection: undefined, logRetentionDays: undefined });
    expect(stack.resource("aws_route53_zone")).toMatchObject({ lifecycle: { prevent_destroy: true } });
  });

  test("is deletable without protection", () => {
    expect(synthesizeZone({ deletionProtection: false }).resource("aws_route53_zone")).toMatchObject({
      lifecycle: { prevent_destroy: false },
    });
  });

  test("R-E1 references an existing zone by its id, without resource or lookup", () => {
    const stack = synthesizeExisting((zone) => {
      expect(zone.zoneId).toBe("Z0123456789");
      expect(zone.domainName).toBe("example.com");
    });
    expect(stack.addresses).toEqual([]);
  });

  test("R-E1 resolves a name to a target by IPv4 and IPv6", () => {
    const stack = synthesizeExisting((zone) => zone.addAlias("www.example.com", cloudFront));
    const record = {
      zone_id: "Z0123456789",
      name: "www.example.com",
      alias: { name: "d111.cloudfront.net", zone_id: "Z2FDTNDATAQYW2", evaluate_target_health: false },
    };
    expect(stack.resource("aws_route53_record", "www-example-com-a_")).toMatchObject({ ...record, type: "A" });
    expect(stack.resource("aws_route53_record", "www-example-com-aaaa_")).toMatchObject({ ...record, type: "AAAA" });
  });

  test("proves to CloudFront that an alias may move to a distribution", () => {
    const prove = (zone: HostedZoneReference) => zone.allowAliasMove("shop.example.com", cloudFront);
    for (const stack of [synthesizeExisting(prove), synthesizeZone({}, prove)]) {
      expect(stack.resource("aws_route53_record")).toMatchObject({
        name: "_shop.example.com",
        type: "TXT",
        records: ["d111.cloudfront.net"],
      });
    }
    const outside = () => synthesizeZone({}, (zone) => zone.allowAliasMove("shop.example.org", cloudFront));
    expect(outside).toThrow(/recordName: got "shop.example.org"; allowed: example.com or a name below it/);
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
    const invalid = () => synthesizeZone({ domainName: "Example.com", logRetentionDays: 4 as 3 });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/domainName: got "Example.com"; allowed: a lower-case domain name without wildcard/);
    expect(invalid).toThrow(/logRetentionDays: got 4/);
    expect(() => synthesizeExisting(() => {}, "zone")).toThrow(/zoneId: got "zone"; allowed: Z and capitals or digits/);
  });

  test("R-E1 signs the zone with a key of us-east-1 that Route 53 may use for this zone only", () => {
    const stack = synthesizeZone();
    expect(stack.resource("aws_kms_key")).toMatchObject({
      provider: "aws",
      customer_master_key_spec: "ECC_NIST_P256",
      key_usage: "SIGN_VERIFY",
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.resource("aws_route53_key_signing_key")).toMatchObject({
      hosted_zone_id: expect.stringContaining("aws_route53_zone."),
      key_management_service_arn: expect.stringContaining("aws_kms_key."),
    });
    expect(stack.resource("aws_route53_hosted_zone_dnssec")).toMatchObject({
      depends_on: [expect.stringContaining("aws_route53_key_signing_key.")],
    });
    const ofThisZone = [
      { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
      { test: "ArnEquals", variable: "aws:SourceArn", values: [expect.stringMatching(/aws_route53_zone\..*\.arn/)] },
    ];
    expect(stack.statements("signing-key-policy").slice(1)).toEqual([
      expect.objectContaining({
        actions: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
        principals: [{ type: "Service", identifiers: ["dnssec-route53.amazonaws.com"] }],
        condition: ofThisZone,
      }),
      expect.objectContaining({
        actions: ["kms:CreateGrant"],
        condition: [...ofThisZone, { test: "Bool", variable: "kms:GrantIsForAWSResource", values: ["true"] }],
      }),
    ]);
  });

  test("R-E1 logs queries to an encrypted group of us-east-1", () => {
    const stack = synthesizeStack(
      (scope) =>
        new HostedZone(scope, "zone", { domainName: "example.com", regional: scope.providerIn("us-east-1"), logKey }),
      { region: "us-west-2" as "us-east-1" },
    );
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({
      provider: "aws.us-east-1",
      name: "/aws/route53/example.com",
      kms_key_id: logKey.keyArn,
      retention_in_days: 365,
    });
    expect(stack.resource("aws_kms_key")).toMatchObject({ provider: "aws.us-east-1" });
    expect(stack.resource("aws_cloudwatch_log_resource_policy")).toMatchObject({ provider: "aws.us-east-1" });
    expect(stack.statements("query-log-policy")).toEqual([
      expect.objectContaining({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        principals: [{ type: "Service", identifiers: ["route53.amazonaws.com"] }],
        condition: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
          { test: "ArnEquals", variable: "aws:SourceArn", values: [expect.stringContaining("aws_route53_zone.")] },
        ],
      }),
    ]);
    expect(stack.resource("aws_route53_query_log")).toMatchObject({
      depends_on: [expect.stringContaining("aws_cloudwatch_log_resource_policy.")],
    });
  });

  test("exposes the records that the parent zone needs", () => {
    const stack = synthesizeZone({}, (zone) => {
      new TerraformOutput(zone, "name-servers", { value: zone.nameServers });
      new TerraformOutput(zone, "ds-record", { value: zone.dsRecord });
    });
    expect(Object.values(stack.config.output!).map(({ value }) => value)).toEqual([
      expect.stringMatching(/aws_route53_key_signing_key\..*\.ds_record/),
      expect.stringMatching(/aws_route53_zone\..*\.name_servers/),
    ]);
  });

  test("has these addresses", () => {
    const stack = synthesizeZone({}, (zone) => zone.addAlias("www.example.com", cloudFront));
    expect(stack.addresses).toMatchInlineSnapshot(`
      [
        "aws_cloudwatch_log_group.zone_log-group_0EF9DA33",
        "aws_cloudwatch_log_resource_policy.zone_query-log-delivery_A1515C0A",
        "aws_kms_key.zone_signing-key_02F806EA",
        "aws_route53_hosted_zone_dnssec.zone_dnssec_A3130A9E",
        "aws_route53_key_signing_key.zone_key-signing-key_99C60BE5",
        "aws_route53_query_log.zone_query-log_275A9FBA",
        "aws_route53_record.zone_alias-www-example-com-a_67EE69B8",
        "aws_route53_record.zone_alias-www-example-com-aaaa_1EA8F858",
        "aws_route53_zone.zone_6E295601",
        "data.aws_iam_policy_document.zone_query-log-policy_document_8F13996F",
        "data.aws_iam_policy_document.zone_signing-key-policy_document_AE46B547",
      ]
    `);
  });
});
