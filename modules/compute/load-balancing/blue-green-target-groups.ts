import { Construct } from "constructs";
import {
  graphsIn,
  signalsIn,
  type Graph,
  type MathSignal,
  type Peer,
  type SecurityGroup,
  type Signal,
} from "../../core";
import { createListenerRule, createTargetGroup, type Listener } from "./listener-rules";
import { createHttpsListener } from "./listeners";
import type { BlueGreenTargetGroupSettings } from "./target-group-props";
import { healthySignal, targetGroupGraphs, unhealthySignals } from "./target-group-signals";

/**
 * Two target groups of which one serves, for deployments of CodeDeploy. Production rule and test listener forward to
 * `blue` at first, because CodeDeploy requires the serving group behind both; afterwards CodeDeploy alone moves them,
 * and Terraform ignores their action.
 */
export class BlueGreenTargetGroups extends Construct {
  readonly blueTargetGroupArn: string;
  readonly blueTargetGroupName: string;
  readonly greenTargetGroupName: string;
  /** Listener of production traffic. */
  readonly listenerArn: string;
  /** Listener of tests. */
  readonly testListenerArn: string;
  /** Value of the dimension `LoadBalancer` of CloudWatch metrics. */
  readonly loadBalancerArnSuffix: string;
  /** Port of the targets. */
  readonly port: number;
  /** Peer from which the requests come. */
  readonly loadBalancer: Peer;
  /**
   * `<load balancer>-<id>-healthy-targets` of both groups together, `<load balancer>-<id>-blue-unhealthy-targets` and
   * the same of `green`.
   */
  readonly signals: readonly (Signal | MathSignal)[];
  readonly graphs: readonly Graph[];
  private readonly testPort: number;
  private readonly group: SecurityGroup;

  /** Created by `ApplicationLoadBalancer.addBlueGreenTargetGroups`, which validates the settings. */
  constructor(scope: Construct, id: string, listener: Listener, settings: BlueGreenTargetGroupSettings) {
    super(scope, id);
    const [blue, green] = [
      createTargetGroup(this, "blue", listener.vpcId, settings, "blue"),
      createTargetGroup(this, "green", listener.vpcId, settings, "green"),
    ];
    createListenerRule(this, listener, settings, blue).lifecycle = { ignoreChanges: ["action"] };
    const testListener = createHttpsListener(this, "test-listener", {
      loadBalancerArn: listener.loadBalancerArn,
      certificateArn: listener.certificateArn,
      port: settings.testPort,
      defaultAction: [{ type: "forward", targetGroupArn: blue.arn }],
    });
    testListener.lifecycle = { ignoreChanges: ["default_action"] };
    this.testListenerArn = testListener.arn;
    this.blueTargetGroupArn = blue.arn;
    this.blueTargetGroupName = blue.name;
    this.greenTargetGroupName = green.name;
    this.listenerArn = listener.listenerArn;
    this.loadBalancerArnSuffix = listener.loadBalancerArnSuffix;
    this.port = settings.port;
    this.testPort = settings.testPort;
    this.loadBalancer = listener.loadBalancer;
    this.group = listener.group;
    const metrics = {
      id: `${scope.node.id}-${id}`,
      loadBalancerArnSuffix: listener.loadBalancerArnSuffix,
      groups: { blue: blue.arnSuffix, green: green.arnSuffix },
    };
    this.signals = signalsIn(this, [healthySignal(metrics), ...unhealthySignals(metrics)]);
    this.graphs = graphsIn(this, targetGroupGraphs(metrics));
  }

  /** Opens the test listener to a client in the VPC, such as a function that tests a deployment. */
  allowTestsFrom(peer: Peer): void {
    this.group.allowTcpFrom(peer, this.testPort);
  }
}
