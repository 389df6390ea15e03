/** What one argument protects, and who must notice when it is gone or weakened. */
export interface Protection {
  /** The argument, dotted through blocks; `block[name=x]` is one of a list, an empty path the whole resource, `*` all of the type. */
  readonly path: string;
  /** The rule that owns it. */
  readonly rule: string;
  /** What it is weakened to, one mutant each. @default it is removed */
  readonly to?: readonly unknown[];
  /** Rules that may notice too. */
  readonly also?: readonly string[];
  /** It protects only where this argument is set. */
  readonly where?: string;
}

/** Why an argument needs no rule. */
export const NEUTRAL_REASONS = {
  naming: "says what the resource is called, for readers and for whoever refers to it",
  wiring: "joins the resource to another, which is judged itself; without it Terraform or AWS refuses",
  sizing: "costs or performs more or less, and exposes nothing",
  behaviour: "is what the resource is for; the module's tests prove it",
  redundant: "another block protects the same; losing both is a mutant of its own",
  ordering: "tells Terraform in which order, and by which provider",
} as const;

/** Every argument that the platform sets on one type: what protects, and what does not. */
export interface Classified {
  readonly protects: readonly Protection[];
  readonly neutral: Readonly<Partial<Record<keyof typeof NEUTRAL_REASONS, readonly string[]>>>;
}

export type Classification = Readonly<Record<string, Classified>>;

/** Neutral on every type unless a rule owns it there. */
export const NEUTRAL_EVERYWHERE: readonly string[] = ["name", "description", "tags", "provider", "depends_on"];

/** Removing the argument must be noticed by `rule`. */
export const removed = (path: string, rule: string, ...also: string[]): Protection => ({ path, rule, also });

/** Setting the argument to each of the values must be noticed by `rule`. */
export const weakened = (path: string, rule: string, to: readonly unknown[], ...also: string[]): Protection => ({
  path,
  rule,
  to,
  also,
});

/** The protection counts only where another argument is set. */
export const where = (argument: string, protection: Protection): Protection => ({ ...protection, where: argument });

/** Removing every resource of the type must be noticed by `rule`; any one of them may be redundant. */
export const allGone = (rule: string, ...also: string[]): Protection => ({ path: "*", rule, also });

/** Removing the whole resource must be noticed by `rule`. */
export const gone = (rule: string, ...also: string[]): Protection => ({ path: "", rule, also });

/** A literal that the platform may not be destroyed without. */
export const KEPT: Protection = weakened("lifecycle.prevent_destroy", "OPS-05", [false, undefined]);
