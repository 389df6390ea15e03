/** Type of the pseudo-resource that represents the settings of a stack. */
export const STACK_TYPE = "terraform";

export type Values = Readonly<Record<string, unknown>>;

export const PLAN_ACTIONS = ["no-op", "create", "read", "update", "delete", "forget"] as const;

export type PlanAction = (typeof PLAN_ACTIONS)[number];

/** A resource or data source, in the same form from a configuration and from a plan. */
export interface Resource {
  readonly stack: string;
  /** `type.name`, prefixed by `data.` for data sources and by the module path. */
  readonly address: string;
  readonly type: string;
  readonly mode: "managed" | "data";
  /** Arguments. A value that is unknown until plan is a string that contains `${...}`. */
  readonly values: Values;
  /** Arguments as written, if `values` come from a plan, whose known values no longer contain references. */
  readonly expressions?: Values;
  /** Path of the construct, if cdktf wrote it. */
  readonly constructPath?: string;
  /** Lines of the construct's stack trace, if the app records them. */
  readonly stackTrace?: readonly string[];
  /** Planned actions; absent in a configuration. */
  readonly actions?: readonly PlanAction[];
  /** Planned change; absent in a configuration. */
  readonly change?: PlannedChange;
  /** Unchecked waivers from the comment of the block, by rule id. */
  readonly waivers?: unknown;
  /** Unchecked route keys without authorizer from the comment of an API. */
  readonly openRoutes?: unknown;
}

export interface PlannedChange {
  /** Values before the change, with placeholders for sensitive ones; empty for a new resource. */
  readonly before: Values;
  /** Top-level arguments for which the provider replaces the resource. */
  readonly replacing: readonly string[];
}
