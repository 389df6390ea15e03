/** The type of the pseudo-resource that stands for a stack's own settings. */
export const STACK_TYPE = "terraform";

export type Values = Readonly<Record<string, unknown>>;

export const PLAN_ACTIONS = ["no-op", "create", "read", "update", "delete", "forget"] as const;

export type PlanAction = (typeof PLAN_ACTIONS)[number];

/** One block of a stack, the same from configuration and from a plan. */
export interface Resource {
  readonly stack: string;
  /** `type.name`, with `data.` before data sources and the module path before both. */
  readonly address: string;
  readonly type: string;
  readonly mode: "managed" | "data";
  /** Arguments. What only Terraform will know is a string with `${...}` in it. */
  readonly values: Values;
  /** The arguments as written, where `values` are a plan's: what is known there no longer says whom it refers to. */
  readonly expressions?: Values;
  /** Where the block came from in the construct tree, if cdktf wrote it. */
  readonly constructPath?: string;
  /** Lines of the stack trace, if the app recorded one. */
  readonly stackTrace?: readonly string[];
  /** What a plan does to it. */
  readonly actions?: readonly PlanAction[];
  /** Raw waivers beside the block, by rule id. */
  readonly waivers?: unknown;
  /** Raw route keys beside an API that are meant to have no authorizer. */
  readonly openRoutes?: unknown;
}
