import type { EarlierEstimate } from "./comparison";
import type { CostLine } from "./cost-line";

/** Content of a report. */
export interface CostReport {
  /** Charges of the typical workload. */
  readonly lines: readonly CostLine[];
  /** Absent if no usage file states a low or a high quantity. */
  readonly band?: Band;
  readonly notes: readonly string[];
  /** Typical charges of a Git revision, to compare with. */
  readonly before?: EarlierEstimate;
}

/** Charges of the low and of the high workload. */
export type Band = Readonly<Record<"low" | "high", readonly CostLine[]>>;
