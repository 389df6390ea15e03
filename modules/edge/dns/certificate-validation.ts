import type { Construct } from "constructs";
import { domainName, each, satisfying, unique, Validation } from "../../core";
import type { CertificateProps } from "./certificate-props";

/** Length of an X.509 common name (`RequestCertificate`). */
const MAX_COMMON_NAME = 64;

/** Limits of `RequestCertificate`. */
export function validateCertificate(scope: Construct, id: string, props: CertificateProps): void {
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
      alternativeNames: [each(domainName()), (names) => unique()([props.domainName, ...names])],
    })
    .throwIfInvalid();
}
