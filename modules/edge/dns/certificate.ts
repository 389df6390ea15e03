import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { AwsStack, isKnown, useProviderOf, withDefaults, type AwsRegion, type CertificateReference } from "../../core";
import { CERTIFICATE_DEFAULTS, type CertificateProps, type ExistingCertificateProps } from "./certificate-props";
import { validateCertificate, validateCertificateArn } from "./certificate-validation";

/** The region that a literal certificate ARN names; any region for other strings. */
export type RegionOfCertificate<Arn extends string> =
  Arn extends `arn:${string}:acm:${infer Region extends AwsRegion}:${string}` ? Region : AwsRegion;

/**
 * A public ACM certificate, validated by DNS records and renewed by ACM.
 *
 * Its ARN is that of the validation, so that every user of the certificate waits until ACM has issued it.
 */
export class Certificate<Region extends AwsRegion = AwsRegion>
  extends Construct
  implements CertificateReference<Region>
{
  readonly certificateArn: string;
  readonly region: Region;
  readonly names: readonly string[];

  /** @throws InputError when a name is invalid or repeated, or the main name is a wildcard. */
  constructor(scope: Construct, id: string, props: CertificateProps<Region>) {
    validateCertificate(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { domainName, alternativeNames, keyAlgorithm, zoneId } = withDefaults(props, CERTIFICATE_DEFAULTS);
    const { region, provider } = AwsStack.of(this);
    const certificate = new AcmCertificate(this, "certificate", {
      provider,
      domainName,
      subjectAlternativeNames: alternativeNames.length > 0 ? [...alternativeNames] : undefined,
      keyAlgorithm,
      validationMethod: "DNS",
      // A certificate in use cannot be deleted: its successor must take over first.
      lifecycle: { createBeforeDestroy: true },
    });
    this.names = [domainName, ...alternativeNames];
    this.region = region as Region;
    this.certificateArn = new AcmCertificateValidation(this, "validation", {
      provider,
      certificateArn: certificate.arn,
      validationRecordFqdns: provenNames(this.names).map((name) =>
        this.createRecord(certificate, name, zoneId, provider),
      ),
    }).certificateArn;
  }

  /**
   * A certificate that exists already, issued or imported. A literal ARN names its region, which is part of the type.
   *
   * @throws InputError when the ARN is not that of an ACM certificate.
   */
  static fromArn<const Arn extends string>(
    scope: Construct,
    id: string,
    props: ExistingCertificateProps & { readonly certificateArn: Arn },
  ): CertificateReference<RegionOfCertificate<Arn>> {
    validateCertificateArn(scope, id, props);
    const { certificateArn, names } = props;
    const region = isKnown(certificateArn) ? certificateArn.split(":")[3] : AwsStack.of(scope).region;
    return { certificateArn, names, region: region as RegionOfCertificate<Arn> };
  }

  /** Creates the record of one name, found by the name, because ACM lists the records in no particular order. */
  private createRecord(certificate: AcmCertificate, name: string, zoneId: string, provider?: AwsProvider): string {
    const record = new Route53Record(this, `proof-${withoutWildcard(name).replaceAll(".", "-")}`, {
      provider,
      zoneId,
      name: validationOption(certificate, name, "resource_record_name"),
      type: validationOption(certificate, name, "resource_record_type"),
      records: [validationOption(certificate, name, "resource_record_value")],
      ttl: 300,
      // All certificates of an account for one name are validated by the same record.
      allowOverwrite: true,
    });
    return record.fqdn;
  }
}

/** Returns the names that need a record: ACM validates a wildcard by the record of the name below it. */
function provenNames(names: readonly string[]): readonly string[] {
  const proven = names.map(withoutWildcard);
  return names.filter((name, position) => proven.indexOf(withoutWildcard(name)) === position);
}

function withoutWildcard(name: string): string {
  return name.replace("*.", "");
}

/**
 * An attribute of the record that ACM requires for a name, as an expression: a cdktf iterator has no order at plan.
 */
function validationOption(certificate: AcmCertificate, name: string, attribute: string): string {
  const { terraformResourceType, friendlyUniqueId } = certificate;
  const options = `${terraformResourceType}.${friendlyUniqueId}.domain_validation_options`;
  return `\${one([for option in ${options} : option.${attribute} if option.domain_name == "${name}"])}`;
}
