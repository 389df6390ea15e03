import type { Signal } from "../../core";
import type { ProtectableResource } from "./protectable-resources";

/** Signal of an attack that Shield Advanced detects on a resource. */
export function attackSignal(id: string, { name, arn, region }: ProtectableResource): Signal {
  return {
    id: `${id}-${name}-attack`,
    why: "Shield detects an attack; read the event in the console, and call the Shield Response Team if users notice it",
    namespace: "AWS/DDoSProtection",
    metricName: "DDoSDetected",
    dimensions: { ResourceArn: arn },
    label: `Attacks on ${name}`,
    statistic: "Maximum",
    threshold: 1,
    comparison: "at-or-above",
    periodSeconds: 60,
    evaluationPeriods: 1,
    missingData: "notBreaching",
    ...(region && { region }),
  };
}
