import type { Resource } from "./resource";
import type { ResourceGraph } from "./resource-graph";

/** How much harm a violation does; `info` never stops anything. */
export const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** What is judged: written configuration, or what Terraform intends to do with it. */
export type Phase = "synth" | "plan";

/** How strict an environment is. Rules and thresholds get stricter from dev to prod. */
export const PROFILES = ["dev", "staging", "prod"] as const;

export type Profile = (typeof PROFILES)[number];

/** One thing that is wrong with a resource, or that cannot be told yet. */
export interface Finding {
  readonly status: "fail" | "unknown";
  /** The argument in question; empty for the resource as a whole. */
  readonly path: string;
  readonly message: string;
}

export type Parameters = Readonly<Record<string, number>>;

/** What a check may look at besides the resource itself. */
export interface Context {
  readonly profile: Profile;
  readonly phase: Phase;
  readonly graph: ResourceGraph;
  readonly parameters: Parameters;
  /** `stack address` of every destruction that somebody approved. */
  readonly approvedDestroys: ReadonlySet<string>;
}

/** No findings: the resource passes. Any `fail` makes it fail; otherwise any `unknown` leaves it open. */
export type Check = (resource: Resource, context: Context) => readonly Finding[];

/** Ids by which other catalogues know the same requirement. */
export interface Controls {
  /** AWS Foundational Security Best Practices, as Security Hub numbers them. */
  readonly fsbp?: readonly string[];
  /** CIS AWS Foundations Benchmark 3.0. */
  readonly cis?: readonly string[];
  /** NIST 800-53 revision 5. */
  readonly nist?: readonly string[];
  readonly checkov?: readonly string[];
  readonly trivy?: readonly string[];
  readonly nag?: readonly string[];
}

/** One requirement. To write your own, fill in this object and add it to the rules of the gate. */
export interface Rule {
  /** Stable and never reused, such as `S3-01`. */
  readonly id: string;
  /** Former ids, so that an old waiver still finds the rule. */
  readonly aliases?: readonly string[];
  readonly title: string;
  readonly severity: Severity;
  /** Why it matters. */
  readonly rationale: string;
  /** What to change. */
  readonly fix: string;
  /** What AWS says, at apply or never, to configuration that breaks the rule. */
  readonly awsError?: string;
  readonly controls: Controls;
  /** Terraform types that are judged; `*` is all of them, and `terraform` the stack itself: backend, providers, variables and outputs. */
  readonly types: readonly string[];
  /** @default both */
  readonly phases?: readonly Phase[];
  /** Numbers that `check` uses, as prod has them. */
  readonly parameters?: Parameters;
  /** Where an environment demands less: other numbers, or nothing. */
  readonly relaxed?: Readonly<Partial<Record<Profile, Parameters | "off">>>;
  /** Rules that may fail together with this one when one argument is removed. */
  readonly dependants?: readonly string[];
  readonly check: Check;
}
