import { Construct } from "constructs";
import { graphsIn, signalsIn, type Graph, type Peer, type Signal } from "../../core";
import { createListenerRule, createTargetGroup, type Listener } from "./listener-rules";
import type { TargetGroupSettings } from "./target-group-props";
import { targetGroupGraphs, targetGroupSignals } from "./target-group-signals";

/** A target group of IP addresses behind HTTPS, with the listener rule that forwards requests to it. */
export class TargetGroup extends Construct {
  readonly targetGroupArn: string;
  /** Value of the dimension `TargetGroup` of CloudWatch metrics. */
  readonly targetGroupArnSuffix: string;
  /** Value of the dimension `LoadBalancer` of CloudWatch metrics. */
  readonly loadBalancerArnSuffix: string;
  /** Port of the targets. */
  readonly port: number;
  /** Peer from which the requests come. */
  readonly loadBalancer: Peer;
  /** `<load balancer>-<id>-healthy-targets` and `<load balancer>-<id>-unhealthy-targets`. */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];

  /** Created by `ApplicationLoadBalancer.addTargetGroup`, which validates the settings. */
  constructor(scope: Construct, id: string, listener: Listener, settings: TargetGroupSettings) {
    super(scope, id);
    const targetGroup = createTargetGroup(this, "target-group", listener.vpcId, settings);
    createListenerRule(this, listener, settings, targetGroup);
    this.targetGroupArn = targetGroup.arn;
    this.targetGroupArnSuffix = targetGroup.arnSuffix;
    this.loadBalancerArnSuffix = listener.loadBalancerArnSuffix;
    this.port = settings.port;
    this.loadBalancer = listener.loadBalancer;
    const metrics = {
      id: `${scope.node.id}-${id}`,
      loadBalancerArnSuffix: listener.loadBalancerArnSuffix,
      groups: { "": targetGroup.arnSuffix },
    };
    this.signals = signalsIn(this, targetGroupSignals(metrics));
    this.graphs = graphsIn(this, targetGroupGraphs(metrics));
  }
}
