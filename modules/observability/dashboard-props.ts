import type { Graph } from "../core";

/** Graphs under a common title. More than four wrap onto the next line. */
export interface DashboardRow {
  /** Header above the graphs. */
  readonly title: string;
  /** At least one. */
  readonly graphs: readonly Graph[];
}

export interface DashboardProps {
  /** Physical name: at most 255 letters, digits, _ and -. */
  readonly name: string;
  /** Rows from top to bottom, with metrics of the stack's region. At least one. */
  readonly rows: readonly DashboardRow[];
  /** ARNs of alarms whose state is shown at the top: at most 100. @default no alarm list */
  readonly alarmArns?: readonly string[];
}

export const DASHBOARD_DEFAULTS = { alarmArns: [] } as const;
