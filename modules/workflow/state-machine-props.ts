import type { KeyReference, LogRetentionDays, RegionalProvider } from "../core";
import type { StateMachineType } from "./states";

export interface StateMachineProps {
  /** Physical name of the state machine and its role: at most 64 letters, digits, _ and -. */
  readonly name: string;
  /** Definition in Amazon States Language, as JSON; its strings may contain references to other resources. */
  readonly definition: string;
  /**
   * `STANDARD` runs for up to a year, enters each state once and accepts an execution name once; `EXPRESS` runs for
   * up to five minutes, may enter a state twice, and costs less. @default "STANDARD"
   */
  readonly type?: StateMachineType;
  /** Logs input and output of states, which may be personal data. @default false */
  readonly logExecutionData?: boolean;
  /** Retention of the log group in days. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Key of the state machine's region that encrypts the log group. */
  readonly logKey: KeyReference;
  /** Region of the state machine and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const STATE_MACHINE_DEFAULTS = {
  type: "STANDARD",
  logExecutionData: false,
  logRetentionDays: 90,
} as const satisfies Partial<StateMachineProps>;

/** Props after defaults. */
export type StateMachineSettings = StateMachineProps &
  Required<Pick<StateMachineProps, keyof typeof STATE_MACHINE_DEFAULTS>>;
