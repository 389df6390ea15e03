import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  certificateArn,
  domainName,
  each,
  fields,
  inRegion,
  integer,
  isKnown,
  matching,
  physicalName,
  providerOfRegion,
  referenceIn,
  requireProps,
  satisfying,
  spanningZones,
  webAclArn,
  type Rule,
} from "../../core";
import type { ApplicationLoadBalancerProps } from "./application-load-balancer-props";
import { isCloudFrontOnly, prefixListOf, type LoadBalancerExposure, type SecretHeader } from "./exposure";

const PREFIX_LIST = matching(/^pl-[0-9a-f]+$/, "the id of a prefix list", "copy the id, such as pl-3b927c52");

/**
 * Checks the limits of `CreateLoadBalancer`, `CreateListener` and `AssociateWebACL`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateApplicationLoadBalancer(
  scope: Construct,
  id: string,
  props: ApplicationLoadBalancerProps,
): void {
  requireProps(scope, id, props, {
    name: "string",
    placement: "object",
    exposure: "object",
    certificate: "object",
    accessLogs: "object",
    webAclArn: "string",
  });
  const { region } = props.regional ?? AwsStack.of(scope);
  new Validation(scope, id)
    .props(props, {
      placement: spanningZones(),
      certificate: [
        inRegion(region, "request a certificate in the region of the load balancer"),
        referenceIn(region, "certificateArn", certificateArn),
      ],
      webAclArn: webAclArn(region),
      idleTimeoutSeconds: integer(1, 4_000, "choose a timeout that Elastic Load Balancing offers"),
      regional: providerOfRegion(),
      name: [physicalName("load balancer name")],
      exposure: [knownPrefixList(region), secretHeader()],
    })
    .throwIfInvalid();
}

function knownPrefixList(region: string): Rule<LoadBalancerExposure> {
  return (exposure) => {
    if (!isCloudFrontOnly(exposure)) return [];
    const value = prefixListOf(exposure, region);
    const fix = "copy the id of com.amazonaws.global.cloudfront.origin-facing in the region";
    if (value === undefined) {
      const place = isKnown(region) ? region : "the load balancer's region";
      return [{ below: ".prefixListId", value, allowed: `the prefix list of CloudFront in ${place}`, fix }];
    }
    return isKnown(value) ? PREFIX_LIST(value).map((one) => ({ ...one, value, below: ".prefixListId" })) : [];
  };
}

function secretHeader(): Rule<LoadBalancerExposure> {
  const rule = fields<SecretHeader>(() => ({
    name: matching(
      /^(?!x-amz-|x-edge-|host$)[a-z][a-z0-9-]{0,39}$/,
      "at most 40 lower-case letters, digits and hyphens, not beginning with x-amz- or x-edge-",
      "use a header of the application, such as x-origin-secret",
    ),
    values: [
      satisfying(
        ({ length }) => length === 1 || length === 2,
        "one value, and its successor while it rotates",
        "pass one or two values",
        ({ length }) => `${length} values`,
      ),
      each(
        // The value is not repeated in the message: a literal secret must not reach logs as well.
        satisfying<string>(
          () => false,
          "a reference that Terraform resolves",
          "generate the secret at apply",
          () => "a literal",
        ),
      ),
    ],
  }));
  return (exposure) =>
    exposure.from === "cloudfront"
      ? rule(exposure.secretHeader).map((one) => ({ ...one, below: `.secretHeader${one.below}` }))
      : [];
}

/**
 * Checks that CloudFront can reach the load balancer under a name.
 *
 * @throws InputError with every problem.
 */
export function validateOrigin(
  { node }: Construct,
  exposure: LoadBalancerExposure,
  certificateNames: readonly string[] | undefined,
  name: string,
): void {
  const withWildcard = name.replace(/^[^.]+/, "*");
  const isCovered =
    certificateNames === undefined || [name, withWildcard].some((one) => certificateNames.includes(one));
  new Validation(node.scope!, node.id)
    .check(
      isCloudFrontOnly(exposure),
      "exposure.from",
      exposure.from,
      "cloudfront, vpc-origin",
      "other exposures let clients bypass CloudFront",
    )
    .apply("asOrigin", name, domainName())
    .check(
      isCovered,
      "asOrigin",
      name,
      `a name of the certificate: ${certificateNames?.join(", ")}`,
      "add it to alternativeNames of the certificate",
    )
    .throwIfInvalid();
}
