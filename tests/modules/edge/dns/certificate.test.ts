import { TerraformOutput } from "cdktf";
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
        domainName: `${"a".repeat(61)}.com`,
        alternativeNames: ["*.example.com", "*.example.com"],
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/domainName: .* allowed: at most 64 characters; put a shorter name first/);
    expect(invalid).toThrow(
      /alternativeNames: got "\*.example.com"; allowed: a lower-case domain name without wildcard/,
    );
    expect(invalid).toThrow(/alternativeNames: got "\*.example.com"; allowed: every value once/);
  });

  test("refuses a main name that is repeated among the alternative ones", () => {
    expect(() => synthesizeCertificate({ alternativeNames: ["example.com"] })).toThrow(/every value once/);
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
