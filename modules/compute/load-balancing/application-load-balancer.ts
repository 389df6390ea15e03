import { Lb } from "@cdktf/provider-aws/lib/lb";
import type { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Construct, type IConstruct } from "constructs";
import {
  SecurityGroup,
  graphsIn,
  resourcesIn,
  signalsIn,
  useProviderOf,
  withDefaults,
  type CertificateReference,
  type Graph,
  type MathSignal,
  type Peer,
  type Signal,
} from "../../core";
import {
  APPLICATION_LOAD_BALANCER_DEFAULTS,
  type ApplicationLoadBalancerProps,
  type ApplicationLoadBalancerSettings,
} from "./application-load-balancer-props";
import { loadBalancerGraphs, loadBalancerSignals } from "./application-load-balancer-signals";
import { validateApplicationLoadBalancer, validateOrigin } from "./application-load-balancer-validation";
import { BlueGreenTargetGroups } from "./blue-green-target-groups";
import { isInternal, type CloudFrontExposure, type LoadBalancerExposure } from "./exposure";
import { admitClients, createVpcOrigin } from "./ingress";
import type { Listener } from "./listener-rules";
import { HTTPS_PORT, HTTP_PORT, createHttpsListener, createRedirect, fixedResponse } from "./listeners";
import type { BlueGreenTargetGroupSettings, TargetGroupSettings } from "./target-group-props";
import { validateBlueGreenTargetGroups, validateTargetGroup } from "./target-group-validation";
import { TargetGroup } from "./target-group";

/** An origin of CloudFront, for the prop `api` of a `Distribution`. */
export type LoadBalancerOrigin = {
  readonly domainName: string;
  readonly originPath: "";
  readonly paths: readonly string[];
} & ({ readonly secretHeader: { readonly name: string; readonly value: string } } | { readonly vpcOriginId: string });

/**
 * An application load balancer with HTTPS, access logs and a security group that admits the clients of its exposure
 * only. Invalid headers are dropped and ambiguous requests refused. Requests that no rule forwards get a 404, behind
 * CloudFront a 403.
 */
export class ApplicationLoadBalancer extends Construct implements Peer {
  readonly peerName: string;
  readonly securityGroupId: string;
  readonly loadBalancerArn: string;
  /** Value of the dimension `LoadBalancer` of CloudWatch metrics. */
  readonly loadBalancerArnSuffix: string;
  /** DNS name of the load balancer; with `hostedZoneId` the target of alias records. */
  readonly domainName: string;
  readonly hostedZoneId: string;
  readonly httpsListenerArn: string;
  /** Id of the VPC origin; nothing for other exposures. */
  readonly vpcOriginId?: string;
  /** `<id>-5xx`, `<id>-latency` and `<id>-rejected-connections`. */
  readonly signals: readonly (Signal | MathSignal)[];
  readonly graphs: readonly Graph[];
  private readonly group: SecurityGroup;
  private readonly exposure: LoadBalancerExposure;
  private readonly https: LbListener;
  private readonly listener: Listener;
  private readonly certificate: CertificateReference;
  /** The policy of the log bucket, and the constructs of `createAfter`. */
  private readonly precedents: IConstruct[] = [];
  private readonly priorities = new Set<number>();
  private readonly ports = new Set([HTTPS_PORT, HTTP_PORT]);

  /** @throws InputError when a name, a timeout, the exposure or another setting is not what AWS accepts. */
  constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    validateApplicationLoadBalancer(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const settings = withDefaults(props, APPLICATION_LOAD_BALANCER_DEFAULTS);
    const { name, exposure, placement, certificate, webAclArn } = settings;
    this.peerName = id;
    this.exposure = exposure;
    this.certificate = certificate;
    this.group = new SecurityGroup(this, "security-group", {
      name,
      description: `Load balancer ${name}`,
      vpcId: placement.vpcId,
      peerName: id,
    });
    this.securityGroupId = this.group.securityGroupId;
    admitClients(this, this.securityGroupId, exposure);
    const loadBalancer = this.createLoadBalancer(settings);
    const { arn: loadBalancerArn } = loadBalancer;
    this.loadBalancerArn = loadBalancerArn;
    this.loadBalancerArnSuffix = loadBalancer.arnSuffix;
    this.domainName = loadBalancer.dnsName;
    this.hostedZoneId = loadBalancer.zoneId;
    this.https = createHttpsListener(this, "https-listener", {
      loadBalancerArn,
      certificateArn: certificate.certificateArn,
      port: HTTPS_PORT,
      defaultAction: fixedResponse(exposure.from === "cloudfront" ? 403 : 404),
    });
    this.httpsListenerArn = this.https.arn;
    if (exposure.from === "internet") createRedirect(this, loadBalancerArn);
    if (exposure.from === "vpc-origin") this.vpcOriginId = createVpcOrigin(this, name, loadBalancerArn);
    if (webAclArn !== "none") new Wafv2WebAclAssociation(this, "web-acl", { resourceArn: loadBalancerArn, webAclArn });
    this.listener = this.listenerFor(settings);
    this.signals = signalsIn(this, loadBalancerSignals(id, this.loadBalancerArnSuffix));
    this.graphs = graphsIn(this, loadBalancerGraphs(this.loadBalancerArnSuffix));
  }

  /** Opens HTTPS to a client in the VPC. */
  allowFrom(peer: Peer): void {
    this.group.allowTcpFrom(peer, HTTPS_PORT);
  }

  /**
   * Creates the load balancer after constructs and destroys it before them, such as the `Network` with the internet
   * gateway of public subnets.
   */
  createAfter(...constructs: readonly IConstruct[]): void {
    this.precedents.push(...constructs);
  }

  /**
   * Adds a target group, and a rule of the HTTPS listener that forwards requests to it.
   *
   * @throws InputError when a setting is not what Elastic Load Balancing accepts, or a rule has the priority already.
   */
  addTargetGroup(id: string, settings: TargetGroupSettings): TargetGroup {
    validateTargetGroup(this, id, settings, this.listenerState());
    this.priorities.add(settings.priority);
    return new TargetGroup(this, id, this.listener, settings);
  }

  /**
   * Adds a pair of target groups for blue/green deployments of CodeDeploy, with a test listener.
   *
   * @throws InputError when a setting is not what Elastic Load Balancing accepts, or a rule has the priority or a
   * listener the port already.
   */
  addBlueGreenTargetGroups(id: string, settings: BlueGreenTargetGroupSettings): BlueGreenTargetGroups {
    validateBlueGreenTargetGroups(this, id, settings, this.listenerState());
    this.priorities.add(settings.priority);
    this.ports.add(settings.testPort);
    // CodeDeploy moves the actions of the listener, and Terraform must not move them back.
    this.https.lifecycle = { ignoreChanges: ["default_action"] };
    return new BlueGreenTargetGroups(this, id, this.listener, settings);
  }

  /**
   * The load balancer as the origin of a `Distribution`, with the first value of the secret header or by its VPC
   * origin.
   *
   * @param domainName - name that its certificate covers; without a VPC origin with an alias record to the load
   * balancer.
   * @param paths - path patterns that CloudFront forwards: `/api/*`.
   * @throws InputError unless the load balancer is exposed to `cloudfront` or by `vpc-origin`, and for a name that its
   * certificate is known not to cover.
   */
  asOrigin(domainName: string, paths: readonly string[]): LoadBalancerOrigin {
    validateOrigin(this, this.exposure, this.certificate.names, domainName);
    const origin = { domainName, originPath: "", paths } as const;
    if (this.vpcOriginId !== undefined) return { ...origin, vpcOriginId: this.vpcOriginId };
    const { name, values } = (this.exposure as CloudFrontExposure).secretHeader;
    return { ...origin, secretHeader: { name, value: values[0]! } };
  }

  private listenerState() {
    const headerValues = this.exposure.from === "cloudfront" ? this.exposure.secretHeader.values.length : 0;
    return { headerValues, priorities: this.priorities, ports: this.ports };
  }

  private listenerFor({ placement, certificate, exposure }: ApplicationLoadBalancerSettings): Listener {
    return {
      vpcId: placement.vpcId,
      loadBalancer: this,
      group: this.group,
      loadBalancerArn: this.loadBalancerArn,
      loadBalancerArnSuffix: this.loadBalancerArnSuffix,
      listenerArn: this.httpsListenerArn,
      certificateArn: certificate.certificateArn,
      secretHeader: exposure.from === "cloudfront" ? exposure.secretHeader : undefined,
    };
  }

  private createLoadBalancer(settings: ApplicationLoadBalancerSettings): Lb {
    const { name, exposure, placement, accessLogs } = settings;
    this.precedents.push(...accessLogs.allowLoadBalancerLogs(name));
    const loadBalancer = new Lb(this, "load-balancer", {
      name,
      loadBalancerType: "application",
      internal: isInternal(exposure),
      subnets: [...placement.subnetIds],
      securityGroups: [this.securityGroupId],
      idleTimeout: settings.idleTimeoutSeconds,
      enableDeletionProtection: settings.deletionProtection,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableWafFailOpen: false,
      accessLogs: { enabled: true, bucket: accessLogs.bucketName, prefix: name },
      lifecycle: { preventDestroy: settings.deletionProtection },
    });
    loadBalancer.dependsOn = resourcesIn(this.precedents);
    return loadBalancer;
  }
}
