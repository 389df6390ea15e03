import type { AwsRegion } from "../../core";
import type { ShieldProtectionProps } from "./shield-protection-props";

export interface ProtectableResource {
  readonly name: string;
  readonly arn: string;
  /** Region in which Shield reports attacks. @default the stack's */
  readonly region?: AwsRegion;
}

/** Kinds whose resources belong to no region: Shield reports their attacks in us-east-1. */
const GLOBAL = ["distributions", "hostedZones"] as const;
const KINDS = [...GLOBAL, "loadBalancers", "elasticIps"] as const;

/** Resources of all kinds, in the order of the kinds. */
export function resourcesOf(props: ShieldProtectionProps): ProtectableResource[] {
  return KINDS.flatMap((kind) =>
    Object.entries(props[kind] ?? {}).map(([name, arn]) => ({
      name,
      arn,
      ...(GLOBAL.some((one) => one === kind) && { region: "us-east-1" as const }),
    })),
  );
}
