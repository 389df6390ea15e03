import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  certificateArn,
  domainName,
  matching,
  providerOfRegion,
  referenceIn,
  requireProps,
  satisfying,
  type CertificateReference,
  type Rule,
} from "../../../core";
import { ROOT, type RestDomainProps } from "./rest-domain-props";

const BASE_PATH = matching(
  /^(?:\/|[\w.~-]+)$/,
  "/, or one segment of letters, digits and ._~-",
  "write it like v1; give deeper paths to the routes",
);
/** API Gateway answers these paths of a domain itself. */
const NOT_RESERVED = matching(/^(?!s?ping$)/, "a path other than ping and sping", "rename the base path");
const FIX = "request the certificate in the domain's region";

/**
 * Checks the limits of `CreateDomainName` and `CreateBasePathMapping`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateRestDomain(scope: Construct, id: string, props: RestDomainProps): void {
  requireProps(scope, id, props, { name: "string", certificate: "object", basePaths: "object" });
  const { region } = props.regional ?? AwsStack.of(scope);
  new Validation(scope, id)
    .props(props, {
      name: [domainName(), coveredBy(props.certificate)],
      certificate: referenceIn(region, "certificateArn", (one) => certificateArn(one, FIX)),
      basePaths: [atLeastOne, distinctIds],
      regional: providerOfRegion(),
    })
    .throwIfInvalid();
}

/** Construct id of a mapping. */
export function mappingId(basePath: string): string {
  return basePath === ROOT ? "base-path-root" : `base-path-${basePath.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
}

/** Accepts a name of the certificate, where its names are known; a wildcard covers one label. */
function coveredBy({ names }: CertificateReference): Rule<string> {
  return satisfying(
    (name) => names === undefined || names.includes(name) || names.includes(name.replace(/^[^.]+/, "*")),
    `a name of the certificate: ${names?.join(", ")}`,
    "add it to alternativeNames of the certificate",
  );
}

const atLeastOne: Rule<RestDomainProps["basePaths"]> = satisfying(
  (basePaths) => Object.keys(basePaths).length > 0,
  "at least one base path",
  "map a stage, such as { v1: api }",
);

const distinctIds: Rule<RestDomainProps["basePaths"]> = (basePaths) => {
  const paths = Object.keys(basePaths);
  return paths.flatMap((value) => [
    ...BASE_PATH(value).map((one) => ({ value, ...one })),
    ...NOT_RESERVED(value).map((one) => ({ value, ...one })),
    ...satisfying<string>(
      (path) => paths.filter((other) => mappingId(other) === mappingId(path)).length === 1,
      "base paths that differ in more than case and punctuation",
      "rename one of them",
    )(value),
  ]);
};
