import type { Judgement, Resource, StackInput } from "../../policies";
import type { CostLine } from "../cost/cost-line";
import type { Band } from "../cost/cost-report";
import type { Architecture } from "../diagram/architecture";

/** Everything that the page shows. */
export interface Report {
  /** Name of the app. */
  readonly app: string;
  /** Day of the report, against which waivers expire. */
  readonly now: Date;
  /** In the order of the page. */
  readonly environments: readonly EnvironmentReport[];
  /** Attested promises of the app; absent if it states none. */
  readonly promises?: readonly PromiseRow[];
}

export interface EnvironmentReport {
  readonly name: string;
  readonly stacks: readonly StackInput[];
  readonly architecture: Architecture;
  /** SVG whose parts link to `#` and `partAnchor`. */
  readonly picture: string;
  /** The picture is wider than any window. */
  readonly isVast?: boolean;
  readonly costs: readonly CostLine[];
  /** Charges of the low and of the high workload; absent if no usage file states one. */
  readonly costBand?: Band;
  /** True if charges that depend on usage were estimated. */
  readonly hasUsage: boolean;
  /** Verdicts on the configuration. */
  readonly judgement: Judgement;
  /** Source line of the construct of a resource, as `file:line`. */
  readonly sourceOf: (resource: Resource) => string;
  /** Plans by stack; stacks without a plan are missing. */
  readonly plans: readonly StackInput[];
  /** Verdicts of the policies for changes on the plans. */
  readonly changeJudgement: Judgement;
}

/** One promise in one environment. */
export interface PromiseRow {
  readonly environment: string;
  readonly id: string;
  readonly promise: string;
  /** Kind of evidence, such as `computed` or `alarm only`. */
  readonly way: string;
  readonly holds: boolean;
  readonly evidence: readonly string[];
}

/** Part of an id in the page: letters, digits, dots, dashes and underscores stay. */
export function anchor(...names: readonly string[]): string {
  return names.map((name) => name.replace(/[^\w.-]/g, "_")).join("-");
}

/** Id of the details of a part. */
export function partAnchor(part: string): string {
  return anchor("part", part);
}
