import { ENGINES, type RdsEngine } from "./engines";

type BurstSize = "micro" | "small" | "medium" | "large";
type FixedSize = "large" | "xlarge" | "2xlarge" | "4xlarge" | "8xlarge" | "12xlarge" | "16xlarge";

/** Classes of the catalogue: burstable, general purpose and memory optimized. */
export type RdsInstanceClass =
  `db.${"t3" | "t4g"}.${BurstSize}` | `db.${"m6g" | "m7g" | "r6g" | "r7g" | "r8g"}.${FixedSize}`;

export interface ClassTraits {
  readonly memoryGib: number;
  readonly vcpus: number;
  /** CPU credits that a burstable class earns in an hour. */
  readonly creditsPerHour?: number;
}

/** Memory, vCPUs and credits (RDS User Guide, "Hardware specifications for DB instance classes"; EC2 for credits). */
const BURST: Readonly<Record<BurstSize, ClassTraits & { readonly creditsPerHour: number }>> = {
  micro: { memoryGib: 1, vcpus: 2, creditsPerHour: 12 },
  small: { memoryGib: 2, vcpus: 2, creditsPerHour: 24 },
  medium: { memoryGib: 4, vcpus: 2, creditsPerHour: 24 },
  large: { memoryGib: 8, vcpus: 2, creditsPerHour: 36 },
};

const VCPUS: Readonly<Record<FixedSize, number>> = {
  large: 2,
  xlarge: 4,
  "2xlarge": 8,
  "4xlarge": 16,
  "8xlarge": 32,
  "12xlarge": 48,
  "16xlarge": 64,
};

/** GiB of memory for each vCPU. */
const MEMORY_PER_VCPU: Readonly<Record<string, number>> = { m6g: 4, m7g: 4, r6g: 8, r7g: 8, r8g: 8 };

const BYTES_PER_GIB = 1_073_741_824;

/** Returns the traits of a class; undefined outside the catalogue. */
export function classTraits(instanceClass: string): ClassTraits | undefined {
  const [, family = "", size = ""] = /^db\.(\w+)\.(\w+)$/.exec(instanceClass) ?? [];
  if (/^t(?:3|4g)$/.test(family)) return BURST[size as BurstSize];
  const vcpus = VCPUS[size as FixedSize];
  const perVcpu = MEMORY_PER_VCPU[family];
  return vcpus === undefined || perVcpu === undefined ? undefined : { memoryGib: vcpus * perVcpu, vcpus };
}

/** Returns the connections that RDS accepts by default, which a class's memory allows. */
export function connectionsOf(engine: RdsEngine, { memoryGib }: ClassTraits): number {
  const { bytesPerConnection, connectionLimit } = ENGINES[engine];
  return Math.min(connectionLimit, Math.floor((memoryGib * BYTES_PER_GIB) / bytesPerConnection));
}

/** Returns false for the small burstable classes of MySQL, on which RDS refuses Performance Insights. */
export function offersInsights(engine: RdsEngine, instanceClass: string): boolean {
  return engine !== "mysql" || !/^db\.t\w+\.(?:micro|small)$/.test(instanceClass);
}
