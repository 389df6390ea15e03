/** A protective argument, with the rule that must detect its removal or weakening. */
export interface Protection {
  /** Dotted path. `block[name=x]` selects from a list, an empty path the resource, `*` every resource of the type. */
  readonly path: string;
  /** The rule that owns it. */
  readonly rule: string;
  /** Weaker values, one mutant each. @default the argument is removed */
  readonly to?: readonly unknown[];
  /** Other rules that may fail. */
  readonly also?: readonly string[];
  /** Argument without which the protection has no effect. */
  readonly where?: string;
}

/** Reasons for arguments without a rule. */
export const NEUTRAL_REASONS = {
  naming: "names the resource",
  wiring: "references another resource, which has rules; without it Terraform or AWS rejects the resource",
  sizing: "changes cost or performance only",
  behaviour: "is the function of the resource, which the tests of its module cover",
  redundant: "another block has the same effect; a separate mutant removes both",
  ordering: "sets the order or the provider for Terraform",
} as const;

/** All arguments that the platform sets on a type: protective and neutral ones. */
export interface Classified {
  readonly protects: readonly Protection[];
  readonly neutral: Readonly<Partial<Record<keyof typeof NEUTRAL_REASONS, readonly string[]>>>;
}

export type Classification = Readonly<Record<string, Classified>>;

/** Arguments that are neutral on every type without a rule for them. */
export const NEUTRAL_EVERYWHERE: readonly string[] = ["name", "description", "tags", "provider", "depends_on"];

/** `rule` must detect the removal of the argument. */
export const removed = (path: string, rule: string, ...also: string[]): Protection => ({ path, rule, also });

/** `rule` must detect each of the values. */
export const weakened = (path: string, rule: string, to: readonly unknown[], ...also: string[]): Protection => ({
  path,
  rule,
  to,
  also,
});

/** The protection applies only if another argument is set. */
export const where = (argument: string, protection: Protection): Protection => ({ ...protection, where: argument });

/** `rule` must detect the removal of all resources of the type; a single one may be redundant. */
export const allGone = (rule: string, ...also: string[]): Protection => ({ path: "*", rule, also });

/** `rule` must detect the removal of the resource. */
export const gone = (rule: string, ...also: string[]): Protection => ({ path: "", rule, also });

/** `prevent_destroy`, which must be literally true. */
export const KEPT: Protection = weakened("lifecycle.prevent_destroy", "OPS-05", [false, undefined]);
