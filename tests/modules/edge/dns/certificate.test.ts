import { TerraformOutput, TerraformVariable } from "cdktf";
import type { CertificateReference } from "../../../../modules/core";
import { InputError } from "../../../../modules/core/index";
import { Certificate, type CertificateProps } from "../../../../modules/edge/dns";
import { synthesizeStack } from "../../../../testing/index";

const props: Omit<CertificateProps, "regional"> = { domainName: "example.com", zoneId: "Z0123456789" };

const synthesizeCertificate = (differences: Partial<CertificateProps> = {}) =>
  synthesizeStack(
    (stack) =>
      new Certificate(stack, "certificate", { ...props, regional: stack.providerIn("us-east-1"), ...differences }),
  );

const certificateInOhio = () =>
  synthesizeStack(
    (stack) => new Certificate(stack, "certificate", { ...props, regional: stack.providerIn("us-east-2") }),
  );

describe("Certificate", () => {
  test("R-E2 is validated by DNS and replaced before it is destroyed", () => {
    const certificate = synthesizeCertificate().resource("aws_acm_certificate");
    expect(certificate).toMatchObject({
      domain_name: "example.com",
      key_algorithm: "RSA_2048",
      validation_method: "DNS",
      lifecycle: { create_before_destroy: true },
    });
    expect(certificate).not.toHaveProperty("subject_alternative_names");
  });

  test("keeps its defaults when a setting is passed as undefined", () => {
    const stack = synthesizeCertificate({ alternativeNames: undefined, keyAlgorithm: undefined });
    expect(stack.resource("aws_acm_certificate")).toMatchObject({ key_algorithm: "RSA_2048" });
  });

  test("accepts an elliptic key", () => {
    const stack = synthesizeCertificate({ keyAlgorithm: "EC_prime256v1" });
    expect(stack.resource("aws_acm_certificate")).toMatchObject({ key_algorithm: "EC_prime256v1" });
  });

  test("validates each name by a record selected by that name", () => {
    const stack = synthesizeCertificate({ alternativeNames: ["www.example.com"] });
    expect(stack.resource("aws_acm_certificate")).toMatchObject({ subject_alternative_names: ["www.example.com"] });
    expect(stack.resource("aws_route53_record", "proof-www-example-com")).toMatchObject({
      zone_id: "Z0123456789",
      name: expect.stringMatching(/option\.resource_record_name if option\.domain_name == "www\.example\.com"/),
      type: expect.stringMatching(/option\.resource_record_type if option\.domain_name == "www\.example\.com"/),
      records: [expect.stringMatching(/option\.resource_record_value if option\.domain_name == "www\.example\.com"/)],
      allow_overwrite: true,
    });
    expect(stack.resource("aws_acm_certificate_validation")).toMatchObject({
      validation_record_fqdns: [
        expect.stringMatching(/proof-example-com.*\.fqdn/),
        expect.stringMatching(/proof-www-example-com.*\.fqdn/),
      ],
    });
  });

  test("validates a wildcard by the record of the name below it", () => {
    const stack = synthesizeCertificate({ alternativeNames: ["*.example.com"] });
    expect(stack.resource("aws_acm_certificate")).toMatchObject({ subject_alternative_names: ["*.example.com"] });
    expect(Object.keys(stack.resources("aws_route53_record"))).toEqual([expect.stringContaining("proof-example-com")]);
    const other = synthesizeCertificate({ alternativeNames: ["*.shop.example.com"] });
    expect(other.resource("aws_route53_record", "proof-shop-example-com")["name"]).toContain(
      'option.domain_name == "*.shop.example.com"',
    );
  });

  test("exposes the ARN of the validation, so that users wait until it is issued", () => {
    const stack = synthesizeStack((scope) => {
      const regional = scope.providerIn("us-east-1");
      const { certificateArn } = new Certificate(scope, "certificate", { ...props, regional });
      new TerraformOutput(scope, "arn", { value: certificateArn });
    });
    expect(stack.config.output?.["arn"]?.["value"]).toMatch(
      /^\$\{aws_acm_certificate_validation\..*\.certificate_arn\}$/,
    );
  });

  test("R-E2 is created in another region by that region's provider", () => {
    const stack = certificateInOhio();
    for (const type of ["aws_acm_certificate", "aws_acm_certificate_validation", "aws_route53_record"]) {
      expect(stack.resource(type)).toMatchObject({ provider: "aws.us-east-2" });
    }
  });

  test("R-E2 of another region than us-east-1 does not compile for CloudFront", () => {
    const forCloudFront = (certificate: CertificateReference<"us-east-1">) => certificate.region;
    synthesizeStack((stack) => {
      const certificate = new Certificate(stack, "certificate", { ...props, regional: stack.providerIn("us-west-2") });
      // @ts-expect-error: the certificate's region is us-west-2
      expect(forCloudFront(certificate)).toBe("us-west-2");
    });
  });

  test("reports every invalid setting at once", () => {
    const invalid = () =>
      synthesizeCertificate({
        domainName: `*.${"a".repeat(61)}.com`,
        alternativeNames: ["www.*.example.com", "www.*.example.com"],
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/domainName: .* allowed: at most 64 characters; put a shorter name first/);
    expect(invalid).toThrow(/domainName: got "\*\.a+\.com"; allowed: a lower-case domain name without wildcard/);
    expect(invalid).toThrow(/alternativeNames: got "www\.\*\.example\.com"; allowed: a lower-case domain name/);
    expect(invalid).toThrow(/alternativeNames: got "www\.\*\.example\.com"; allowed: every value once/);
  });

  test("refuses a main name that is repeated among the alternative ones", () => {
    expect(() => synthesizeCertificate({ alternativeNames: ["example.com"] })).toThrow(/every value once/);
  });

  test("refuses more names than the quota of a certificate", () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `www${index}.example.com`);
    expect(() => synthesizeCertificate({ alternativeNames: names(9) })).not.toThrow();
    expect(() => synthesizeCertificate({ alternativeNames: names(10) })).toThrow(
      /alternativeNames: got 10; allowed: at most 9, with domainName 10/,
    );
  });

  test("references an existing certificate by its ARN, whose region is part of the type", () => {
    const forCloudFront = ({ region, names }: CertificateReference<"us-east-1">) => [region, names];
    const stack = synthesizeStack((scope) => {
      const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/1";
      const existing = Certificate.fromArn(scope, "certificate", { certificateArn, names: ["*.example.com"] });
      expect(forCloudFront(existing)).toEqual(["us-east-1", ["*.example.com"]]);
      const west = Certificate.fromArn(scope, "west", {
        certificateArn: "arn:aws:acm:us-west-2:111122223333:certificate/1",
      });
      // @ts-expect-error: the certificate's region is us-west-2
      expect(forCloudFront(west)).toEqual(["us-west-2", undefined]);
      const certificateToken = new TerraformVariable(scope, "arn", { type: "string" }).stringValue;
      expect(Certificate.fromArn(scope, "token", { certificateArn: certificateToken }).region).toBe("us-east-1");
    });
    expect(stack.addresses).toEqual([]);
  });

  test("refuses an ARN that is not that of a certificate", () => {
    const invalid = () =>
      synthesizeStack((scope) =>
        Certificate.fromArn(scope, "certificate", { certificateArn: "arn:aws:iam::111122223333:server-certificate/a" }),
      );
    expect(invalid).toThrow(/test\/certificate: certificateArn: got ".*"; allowed: the ARN of an ACM certificate/);
  });

  test("has these addresses", () => {
    expect(synthesizeCertificate({ alternativeNames: ["www.example.com"] }).addresses).toMatchInlineSnapshot(`
     [
       "aws_acm_certificate.certificate_3C59EBE5",
       "aws_acm_certificate_validation.certificate_validation_5EC41E25",
       "aws_route53_record.certificate_proof-example-com_CE4C2727",
       "aws_route53_record.certificate_proof-www-example-com_DF09364A",
     ]
    `);
  });
});
