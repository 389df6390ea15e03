import { LbListenerRule, type LbListenerRuleCondition } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import type { Construct } from "constructs";
import { withDefaults, type Peer, type SecurityGroup } from "../../core";
import type { SecretHeader } from "./exposure";
import {
  TARGET_GROUP_DEFAULTS,
  TARGET_HEALTH_CHECK_DEFAULTS,
  targetGroupName,
  type TargetGroupSettings,
} from "./target-group-props";

const EVERY_PATH = "/*";

/** The HTTPS listener of a load balancer, to which target groups add rules. */
export interface Listener {
  readonly vpcId: string;
  readonly loadBalancer: Peer;
  /** Security group of the load balancer. */
  readonly group: SecurityGroup;
  readonly loadBalancerArn: string;
  readonly loadBalancerArnSuffix: string;
  readonly listenerArn: string;
  readonly certificateArn: string;
  /** Header that every rule requires. @default none */
  readonly secretHeader?: SecretHeader;
}

/**
 * Creates one target group. A group of another name or port exists before the listener leaves the old one, because a
 * group in use cannot be deleted.
 */
export function createTargetGroup(
  scope: Construct,
  id: string,
  vpcId: string,
  settings: TargetGroupSettings,
  color?: "blue" | "green",
): LbTargetGroup {
  const { port, deregistrationDelaySeconds } = withDefaults(settings, TARGET_GROUP_DEFAULTS);
  const health = withDefaults(settings.health, TARGET_HEALTH_CHECK_DEFAULTS);
  return new LbTargetGroup(scope, id, {
    name: targetGroupName(settings, color),
    port,
    protocol: "HTTP",
    // Tasks of Fargate have addresses of their own and no instance.
    targetType: "ip",
    vpcId,
    deregistrationDelay: String(deregistrationDelaySeconds),
    healthCheck: {
      enabled: true,
      protocol: "HTTP",
      path: health.path,
      matcher: health.matcher,
      interval: health.intervalSeconds,
      timeout: health.timeoutSeconds,
      healthyThreshold: health.healthyThreshold,
      unhealthyThreshold: health.unhealthyThreshold,
    },
    lifecycle: { createBeforeDestroy: true },
  });
}

/** Creates the rule that forwards matching requests to a target group. */
export function createListenerRule(
  scope: Construct,
  listener: Listener,
  settings: TargetGroupSettings,
  targetGroup: LbTargetGroup,
): LbListenerRule {
  return new LbListenerRule(scope, "rule", {
    listenerArn: listener.listenerArn,
    priority: settings.priority,
    condition: conditionsOf(listener, settings),
    action: [{ type: "forward", targetGroupArn: targetGroup.arn }],
  });
}

function conditionsOf({ secretHeader }: Listener, settings: TargetGroupSettings): LbListenerRuleCondition[] {
  const { paths, hosts } = withDefaults(settings, TARGET_GROUP_DEFAULTS);
  const isUnconditional = paths.length + hosts.length === 0 && !secretHeader;
  const patterns = isUnconditional ? [EVERY_PATH] : [...paths];
  return [
    ...(secretHeader ? [{ httpHeader: { httpHeaderName: secretHeader.name, values: [...secretHeader.values] } }] : []),
    ...(hosts.length > 0 ? [{ hostHeader: { values: [...hosts] } }] : []),
    ...(patterns.length > 0 ? [{ pathPattern: { values: patterns } }] : []),
  ];
}
