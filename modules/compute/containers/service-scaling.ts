import {
  AppautoscalingPolicy,
  type AppautoscalingPolicyConfig,
  type AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration as TargetTracking,
} from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { regionalProviderOf, useProviderOf, withDefaults } from "../../core";
import { returning, stepMetrics, type StepMetric } from "./scaling-metrics";
import {
  SCALING_STEPS_DEFAULTS,
  SERVICE_SCALING_DEFAULTS,
  type ScalingSteps,
  type ServiceScalingProps,
} from "./service-scaling-props";
import { validateServiceScaling } from "./service-scaling-validation";
import { trackedPolicies } from "./target-tracking";

type StepOptions = ScalingSteps & Required<Pick<ScalingSteps, keyof typeof SCALING_STEPS_DEFAULTS>>;

const DIMENSION = { scalableDimension: "ecs:service:DesiredCount", serviceNamespace: "ecs" } as const;

/**
 * Application Auto Scaling of a service: target tracking, steps and the backlog of a queue, with one policy per
 * metric. Several policies add tasks when one of them demands it, and remove tasks when all agree.
 */
export class ServiceScaling extends Construct {
  /** `service/<cluster>/<service>`, which identifies the scalable target. */
  readonly resourceId: string;
  private readonly props: ServiceScalingProps;
  private readonly cooldown: number;

  /** @throws InputError when a limit is not valid, or a metric has two policies. */
  constructor(scope: Construct, id: string, props: ServiceScalingProps) {
    validateServiceScaling(scope, id, props);
    super(scope, id);
    useProviderOf(this, regionalProviderOf(props.service));
    const { service, minTasks, maxTasks, steps, cooldownSeconds } = withDefaults(props, SERVICE_SCALING_DEFAULTS);
    this.props = props;
    this.cooldown = cooldownSeconds;
    const target = new AppautoscalingTarget(this, "target", {
      ...DIMENSION,
      resourceId: `service/${service.clusterName}/${service.serviceName}`,
      minCapacity: minTasks,
      maxCapacity: maxTasks,
    });
    this.resourceId = target.resourceId;
    service.ignoreDesiredTasks();
    Object.entries(trackedPolicies(props)).forEach(([metric, configuration]) => this.track(metric, configuration));
    if (steps) this.step(withDefaults(steps, SCALING_STEPS_DEFAULTS));
  }

  private track(metric: string, configuration: TargetTracking): void {
    this.createPolicy(metric, {
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        ...configuration,
        scaleInCooldown: this.cooldown,
        scaleOutCooldown: this.cooldown,
      },
    });
  }

  /** Creates one policy and one alarm per metric for adding, one of each for removing. */
  private step(steps: StepOptions): void {
    const metrics = stepMetrics(this.props.service, steps);
    if (metrics.length === 0) return;
    // Bounds are relative to the threshold of the alarm.
    const out = this.createSteps("scale-out", { metricIntervalLowerBound: "0", scalingAdjustment: steps.addTasks });
    metrics.forEach((metric) => this.alarmAbove(metric, steps.outMinutes, out.arn));
    const inward = this.createSteps("scale-in", {
      metricIntervalUpperBound: "0",
      scalingAdjustment: -steps.removeTasks,
    });
    this.alarmWhileLow(metrics, steps.inMinutes, inward.arn);
  }

  private createSteps(
    id: string,
    adjustment: { metricIntervalLowerBound?: string; metricIntervalUpperBound?: string; scalingAdjustment: number },
  ): AppautoscalingPolicy {
    return this.createPolicy(id, {
      policyType: "StepScaling",
      stepScalingPolicyConfiguration: {
        adjustmentType: "ChangeInCapacity",
        cooldown: this.cooldown,
        metricAggregationType: "Average",
        stepAdjustment: [adjustment],
      },
    });
  }

  private alarmAbove({ name, id, thresholds, queries }: StepMetric, minutes: number, policyArn: string): void {
    this.createAlarm(`high-${name}`, policyArn, minutes, {
      alarmDescription: `Adds tasks: ${name} is above ${thresholds.high}`,
      comparisonOperator: "GreaterThanThreshold",
      threshold: thresholds.high,
      metricQuery: returning(id, queries),
    });
  }

  /** One alarm for all metrics, because each by itself would remove tasks that another one needs. */
  private alarmWhileLow(metrics: readonly StepMetric[], minutes: number, policyArn: string): void {
    const expression = metrics.map(({ id, thresholds }) => `IF(${id} >= ${thresholds.low}, 1, 0)`).join(" + ");
    const count = { id: "notLow", expression, label: "Metrics that are not low" };
    this.createAlarm("low", policyArn, minutes, {
      alarmDescription: "Removes tasks: every metric is low",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      metricQuery: returning(count.id, [...metrics.flatMap(({ queries }) => queries), count]),
    });
  }

  private createAlarm(
    id: string,
    policyArn: string,
    evaluationPeriods: number,
    condition: Pick<
      ConstructorParameters<typeof CloudwatchMetricAlarm>[2],
      "alarmDescription" | "comparisonOperator" | "threshold" | "metricQuery"
    >,
  ): void {
    new CloudwatchMetricAlarm(this, id, {
      ...condition,
      alarmName: `${this.props.name}-${id}`,
      evaluationPeriods,
      treatMissingData: "notBreaching",
      alarmActions: [policyArn],
    });
  }

  private createPolicy(id: string, policy: Partial<AppautoscalingPolicyConfig>): AppautoscalingPolicy {
    return new AppautoscalingPolicy(this, id, {
      ...DIMENSION,
      ...policy,
      name: `${this.props.name}-${id}`,
      resourceId: this.resourceId,
    });
  }
}
