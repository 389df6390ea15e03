import { ApplicationLoadBalancer } from "groundplan/compute/load-balancing";
import type { Bucket } from "groundplan/data/storage";
import type { Certificate, HostedZoneReference } from "groundplan/edge/dns";
import type { Network } from "groundplan/network";
import type { Context } from "./context";
import { nameSecurityGroup } from "./names";
import { accept } from "./waivers";

export interface LoadBalancerParts {
  readonly network: Network;
  readonly certificate: Certificate;
  readonly zone: HostedZoneReference;
  readonly logBucket: Bucket;
}

/** HTTPS for employees; HTTP redirects. */
export function createLoadBalancer(
  { stack, environment }: Context,
  { network, certificate, zone, logBucket }: LoadBalancerParts,
): ApplicationLoadBalancer {
  const { deletionProtection, project, site } = environment;
  const loadBalancer = new ApplicationLoadBalancer(stack, "load-balancer", {
    name: `${project}-alb`,
    placement: network.publicPlacement,
    exposure: { from: "internet" },
    certificate,
    accessLogs: logBucket,
    webAclArn: "none",
    deletionProtection,
  });
  loadBalancer.createAfter(network);
  nameSecurityGroup(loadBalancer, `${project}-alb-sg`);
  accept(loadBalancer, "load-balancer", "WAF-04", "The document has no web ACL, which costs more than $5 a month");
  zone.addAlias(site.domainName, loadBalancer);
  return loadBalancer;
}
