import type { Resource } from "./resource";
import type { ResourceGraph } from "../graph/resource-graph";

/** Severities, highest first. `info` findings never fail a run. */
export const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** The input of a run: synthesized configurations, or a plan. */
export type Phase = "synth" | "plan";

/** Strictness of rules and thresholds, from dev to prod. */
export const PROFILES = ["dev", "staging", "prod"] as const;

export type Profile = (typeof PROFILES)[number];

/** A problem of a resource, or a value that is unknown until plan. */
export interface Finding {
  readonly status: "fail" | "unknown";
  /** Path of the argument; empty for the resource as a whole. */
  readonly path: string;
  readonly message: string;
}

export type Parameters = Readonly<Record<string, number>>;

/** Input of a check besides the resource. */
export interface Context {
  readonly profile: Profile;
  readonly phase: Phase;
  readonly graph: ResourceGraph;
  readonly parameters: Parameters;
  /** Approved destroys, each as `stack address`. */
  readonly approvedDestroys: ReadonlySet<string>;
}

/** Returns findings. Without any the resource passes; one `fail` fails it; otherwise it stays open until plan. */
export type Check = (resource: Resource, context: Context) => readonly Finding[];

/** Ids of the same requirement in other catalogues. */
export interface Controls {
  /** AWS Foundational Security Best Practices, numbered as in Security Hub. */
  readonly fsbp?: readonly string[];
  /** CIS AWS Foundations Benchmark 3.0. */
  readonly cis?: readonly string[];
  /** NIST 800-53 revision 5. */
  readonly nist?: readonly string[];
  readonly checkov?: readonly string[];
  readonly trivy?: readonly string[];
  readonly nag?: readonly string[];
}

/** One requirement. A custom rule is an object of this type in the `rules` of the gate. */
export interface Rule {
  /** Stable id that is never reused, such as `S3-01`. */
  readonly id: string;
  /** Former ids, for the message about an outdated waiver. */
  readonly aliases?: readonly string[];
  readonly title: string;
  readonly severity: Severity;
  /** Risk of violating the rule. */
  readonly rationale: string;
  /** Terraform arguments to change. */
  readonly fix: string;
  /** Address of a page about the requirement. */
  readonly documentation?: string;
  /** Error of AWS at apply or later, if the rule is violated. */
  readonly awsError?: string;
  readonly controls: Controls;
  /**
   * Terraform types to check. `*` is every type; `terraform` is the stack: backend, providers, variables, outputs.
   */
  readonly types: readonly string[];
  /** @default both */
  readonly phases?: readonly Phase[];
  /** Limits for `check` in the prod profile. */
  readonly parameters?: Parameters;
  /** Lower limits of other profiles; `off` disables the rule. */
  readonly relaxed?: Readonly<Partial<Record<Profile, Parameters | "off">>>;
  /** Rules that may fail for the same argument. */
  readonly dependants?: readonly string[];
  readonly check: Check;
}
