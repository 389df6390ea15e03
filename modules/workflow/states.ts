/** Fields of a state that the checks read; Step Functions judges the others. */
export interface State {
  readonly Type?: string;
  readonly Resource?: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next?: string }[];
  readonly Seconds?: number | string;
  readonly SecondsPath?: string;
  readonly Timestamp?: string;
  readonly TimestampPath?: string;
  readonly Catch?: readonly ErrorRule[];
  readonly Retry?: readonly ErrorRule[];
  readonly TimeoutSeconds?: number | string;
  readonly TimeoutSecondsPath?: string;
  readonly HeartbeatSeconds?: number | string;
  readonly HeartbeatSecondsPath?: string;
  readonly Branches?: readonly Flow[];
  readonly ItemProcessor?: Flow;
  /** Name of `ItemProcessor` before 2022. */
  readonly Iterator?: Flow;
}

/** One element of Retry or Catch. */
export interface ErrorRule {
  readonly ErrorEquals?: readonly string[];
  readonly Next?: string;
  readonly IntervalSeconds?: number | string;
  readonly MaxAttempts?: number | string;
  readonly BackoffRate?: number | string;
  readonly MaxDelaySeconds?: number | string;
}

/** A state machine, or a branch of a Parallel or Map state. */
export interface Flow {
  readonly StartAt?: string;
  readonly States?: Readonly<Record<string, State>>;
  readonly TimeoutSeconds?: number | string;
  readonly ProcessorConfig?: { readonly Mode?: string; readonly ExecutionType?: StateMachineType };
}

export type StateMachineType = "STANDARD" | "EXPRESS";

export interface DefinitionFinding {
  /** Path of state names, joined by dots. */
  readonly place: string;
  readonly value: unknown;
  readonly allowed: string;
  readonly fix: string;
}
