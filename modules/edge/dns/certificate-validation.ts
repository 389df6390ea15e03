import type { Construct } from "constructs";
import {
  Validation,
  requireProps,
  certificateArn,
  domainName,
  each,
  providerOfRegion,
  satisfying,
  unique,
  type Rule,
} from "../../core";
import type { CertificateProps, ExistingCertificateProps } from "./certificate-props";

/** Length of an X.509 common name (`RequestCertificate`). */
const MAX_COMMON_NAME = 64;
/** Default quota of domain names of a certificate. */
const MAX_NAMES = 10;

/** Limits of `RequestCertificate`. */
export function validateCertificate(scope: Construct, id: string, props: CertificateProps): void {
  requireProps(scope, id, props, { domainName: "string", zoneId: "string" });
  new Validation(scope, id)
    .props(props, {
      domainName: [
        satisfying(
          ({ length }) => length <= MAX_COMMON_NAME,
          `at most ${MAX_COMMON_NAME} characters`,
          "put a shorter name first and move this one to alternativeNames",
        ),
        domainName(),
      ],
      regional: providerOfRegion(),
      alternativeNames: [
        each(domainNameOrWildcard()),
        (names) => unique()([props.domainName, ...names]),
        satisfying(
          ({ length }) => length < MAX_NAMES,
          `at most ${MAX_NAMES - 1}, with domainName ${MAX_NAMES}`,
          "use several certificates, or raise the quota of ACM first",
          ({ length }) => length,
        ),
      ],
    })
    .throwIfInvalid();
}

/** A wildcard is the whole first label of a name. */
function domainNameOrWildcard(): Rule<string> {
  const name = domainName();
  return (value) => name(value.replace(/^\*\./, ""));
}

/** @throws InputError when the ARN is not that of an ACM certificate. */
export function validateCertificateArn(scope: Construct, id: string, props: ExistingCertificateProps): void {
  requireProps(scope, id, props, { certificateArn: "string" });
  new Validation(scope, id)
    .props(props, {
      certificateArn: certificateArn(),
    })
    .throwIfInvalid();
}
