import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { Construct } from "constructs";
import { TARGET_PERCENT, type CapacityRange, type ProvisionedCapacity } from "./table-props";

/** Creates a scalable target and a tracking policy for reads, and one of each for writes. */
export function scaleCapacity(scope: Construct, tableName: string, { read, write }: ProvisionedCapacity): void {
  scale(scope, tableName, "Read", read);
  scale(scope, tableName, "Write", write);
}

function scale(scope: Construct, tableName: string, kind: "Read" | "Write", range: CapacityRange): void {
  const id = kind.toLowerCase();
  const target = new AppautoscalingTarget(scope, `${id}-capacity`, {
    serviceNamespace: "dynamodb",
    scalableDimension: `dynamodb:table:${kind}CapacityUnits`,
    resourceId: `table/${tableName}`,
    minCapacity: range.minUnits,
    maxCapacity: range.maxUnits,
  });
  new AppautoscalingPolicy(scope, `${id}-scaling`, {
    name: `${id}-utilization`,
    policyType: "TargetTrackingScaling",
    serviceNamespace: target.serviceNamespace,
    scalableDimension: target.scalableDimension,
    resourceId: target.resourceId,
    targetTrackingScalingPolicyConfiguration: {
      predefinedMetricSpecification: { predefinedMetricType: `DynamoDB${kind}CapacityUtilization` },
      targetValue: range.targetPercent ?? TARGET_PERCENT,
    },
  });
}
