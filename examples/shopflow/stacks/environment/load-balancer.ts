import { ApplicationLoadBalancer, type BlueGreenTargetGroups } from "groundplan/compute/load-balancing";
import type { Bucket } from "groundplan/data/storage";
import { Certificate, HostedZone, type HostedZoneReference } from "groundplan/edge/dns";
import type { Network } from "groundplan/network";
import { API_PORT, names } from "../names";
import { createSecret, type Context } from "./context";

/** Port of the listener through which a deployment is tested; nothing reaches it until it is allowed. */
const TEST_PORT = 8_443;
/** Header by which the load balancer recognizes requests of the own distribution. */
const SECRET_HEADER = "x-origin-secret";

export interface Edge {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly targets: BlueGreenTargetGroups;
  /** Name of the load balancer, which its certificate covers. */
  readonly originName: string;
  readonly zone: HostedZoneReference;
}

/** A load balancer in the public subnets that accepts requests of the own distribution only. */
export function createLoadBalancer(
  context: Context,
  { network, logBucket }: { readonly network: Network; readonly logBucket: Bucket },
): Edge {
  const { stack, environment } = context;
  const { domainName, hostedZone: zoneId } = environment.site;
  const originName = `origin.${domainName}`;
  const zone = HostedZone.fromId(stack, "zone", { domainName, zoneId });
  const secret = createSecret(context, "origin", "Header by which the load balancer recognizes CloudFront");
  const loadBalancer = new ApplicationLoadBalancer(stack, "load-balancer", {
    name: `${environment.prefix}-alb`,
    placement: network.publicPlacement,
    exposure: { from: "cloudfront", secretHeader: { name: SECRET_HEADER, values: [secret.value] } },
    certificate: new Certificate(stack, "origin-certificate", { domainName: originName, zoneId }),
    accessLogs: logBucket,
    webAclArn: "none",
    deletionProtection: environment.deletionProtection,
  });
  loadBalancer.createAfter(network);
  zone.addAlias(originName, loadBalancer);
  const targets = loadBalancer.addBlueGreenTargetGroups("api", {
    name: names.api(environment),
    port: API_PORT,
    testPort: TEST_PORT,
    priority: 10,
    health: { path: "/health" },
  });
  return { loadBalancer, targets, originName, zone };
}
