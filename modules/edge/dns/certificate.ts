import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import {
  checkDomainName,
  checkUnique,
  Validation,
  type AwsRegion,
  type CertificateReference,
  type RegionalProvider,
} from "../../core";

export interface CertificateProps<Region extends AwsRegion = AwsRegion> {
  /** The certificate's main name, in lower case and without wildcard: at most 64 characters. */
  readonly domainName: string;
  /** Further names of the same zone. @default none */
  readonly alternativeNames?: readonly string[];
  /** The Route 53 zone that all names belong to; ACM proves the ownership by records in it. */
  readonly zoneId: string;
  /** The provider of the region that the certificate is used in: us-east-1 for CloudFront. */
  readonly regional: RegionalProvider<Region>;
  /** `EC_prime256v1` makes smaller handshakes; `RSA_2048` is understood by every client. @default "RSA_2048" */
  readonly keyAlgorithm?: "RSA_2048" | "EC_prime256v1";
}

export const CERTIFICATE_DEFAULTS = { alternativeNames: [], keyAlgorithm: "RSA_2048" } as const;

/** A certificate's first name is its common name too, which X.509 limits (`RequestCertificate`). */
const MAX_COMMON_NAME = 64;

/**
 * A public ACM certificate that renews itself, proven by DNS records.
 *
 * Its ARN is known only after validation, so that whatever uses it waits until AWS has issued it.
 */
export class Certificate<Region extends AwsRegion = AwsRegion>
  extends Construct
  implements CertificateReference<Region>
{
  readonly certificateArn: string;
  readonly region: Region;

  /** @throws InputError when a name is not valid, a wildcard or repeated. */
  constructor(scope: Construct, id: string, props: CertificateProps<Region>) {
    validate(scope, id, props);
    super(scope, id);
    const { alternativeNames = CERTIFICATE_DEFAULTS.alternativeNames, keyAlgorithm } = props;
    const { provider, region } = props.regional;
    const certificate = new AcmCertificate(this, "certificate", {
      provider,
      domainName: props.domainName,
      subjectAlternativeNames: alternativeNames.length > 0 ? [...alternativeNames] : undefined,
      keyAlgorithm: keyAlgorithm ?? CERTIFICATE_DEFAULTS.keyAlgorithm,
      validationMethod: "DNS",
      // A certificate in use cannot be deleted: its successor must take over first.
      lifecycle: { createBeforeDestroy: true },
    });
    this.region = region;
    this.certificateArn = new AcmCertificateValidation(this, "validation", {
      provider,
      certificateArn: certificate.arn,
      validationRecordFqdns: this.proveOwnership(certificate, [props.domainName, ...alternativeNames], props),
    }).certificateArn;
  }

  /** One record for each name, found by the name, because ACM lists what it demands in no order. */
  private proveOwnership(certificate: AcmCertificate, names: readonly string[], props: CertificateProps): string[] {
    return names.map((name) => {
      const record = new Route53Record(this, `proof-${name.replaceAll(".", "-")}`, {
        provider: props.regional.provider,
        zoneId: props.zoneId,
        name: demanded(certificate, name, "resource_record_name"),
        type: demanded(certificate, name, "resource_record_type"),
        records: [demanded(certificate, name, "resource_record_value")],
        ttl: 300,
        // All certificates of an account for one name are proven by the same record.
        allowOverwrite: true,
      });
      return record.fqdn;
    });
  }
}

/** A part of the record that ACM demands for a name. As an expression, because cdktf's iterators make a list, whose order no plan knows. */
function demanded(certificate: AcmCertificate, name: string, attribute: string): string {
  const { terraformResourceType, friendlyUniqueId } = certificate;
  const options = `${terraformResourceType}.${friendlyUniqueId}.domain_validation_options`;
  return `\${one([for option in ${options} : option.${attribute} if option.domain_name == "${name}"])}`;
}

function validate(scope: Construct, id: string, { domainName, alternativeNames = [] }: CertificateProps): void {
  const validation = new Validation(scope, id).check(
    () => domainName.length <= MAX_COMMON_NAME,
    "domainName",
    domainName,
    `at most ${MAX_COMMON_NAME} characters`,
    "put a shorter name first and this one among alternativeNames",
  );
  checkDomainName(validation, "domainName", domainName);
  alternativeNames.forEach((name) => checkDomainName(validation, "alternativeNames", name));
  checkUnique(validation, "alternativeNames", [domainName, ...alternativeNames]);
  validation.throwIfInvalid();
}
