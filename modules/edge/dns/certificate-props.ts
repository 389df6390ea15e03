import type { AwsRegion, RegionalProvider } from "../../core";

export interface CertificateProps<Region extends AwsRegion = AwsRegion> {
  /** Main name, in lower case and without wildcard: at most 64 characters, since it becomes the X.509 common name. */
  readonly domainName: string;
  /**
   * Further names of the same zone in lower case: at most 9, since the default quota of a certificate is 10 names.
   * `*.example.com` covers every name one label below `example.com`. @default none
   */
  readonly alternativeNames?: readonly string[];
  /** Id of the Route 53 zone of all names. ACM validates the names by records in it. */
  readonly zoneId: string;
  /** Provider of another region than the stack's: us-east-1 for CloudFront. @default the stack's region */
  readonly regional?: RegionalProvider<Region>;
  /** `EC_prime256v1` makes smaller handshakes; every client supports `RSA_2048`. @default "RSA_2048" */
  readonly keyAlgorithm?: "RSA_2048" | "EC_prime256v1";
}

/** A certificate that exists already. */
export interface ExistingCertificateProps {
  /** ARN of an issued ACM certificate. */
  readonly certificateArn: string;
  /** Names that the certificate covers, wildcards included. @default unknown: aliases are not compared with it */
  readonly names?: readonly string[];
}

export const CERTIFICATE_DEFAULTS = { alternativeNames: [], keyAlgorithm: "RSA_2048" } as const;
