import { InputError, type Graph, type GraphResult, type MathSignal, type Metric } from "../core";

/** Good or bad events of a service as metrics, and the share that must be good. */
export interface ServiceObjective {
  /** Prefix of the signal ids, in kebab-case: `api-availability`. */
  readonly id: string;
  /** Promise to customers, for the operator: `Requests succeed`. */
  readonly promise: string;
  /** Failed events. Its statistic is `Sum`. */
  readonly bad: Metric;
  /** All events. Its statistic is `Sum`. */
  readonly total: Metric;
  /** Share of good events in percent, such as 99.95: above 0 and below 100. */
  readonly targetPercent: number;
}

/** Four weeks, so that each window has the same weekdays. */
const BUDGET_DAYS = 28;

/**
 * Speeds at which the budget of a month is spent, with their windows (Google SRE Workbook, chapter 5): 14.4 spends 2 %
 * of it in an hour, 6 spends 5 % in six hours. The short window ends the alarm soon after the fault.
 */
const BURN_RATES = [
  { rate: 14.4, speed: "fast", windows: { hour: 3_600, "5-minutes": 300 } },
  { rate: 6, speed: "slow", windows: { "6-hours": 21_600, "30-minutes": 1_800 } },
] as const;

/**
 * Signals of an objective, and the composite alarms over them: each fires while both of its windows exceed the rate.
 * Pass the signals to `Alarms`, and each entry of `burns` to a `CompositeAlarm` as `allOf`.
 *
 * @throws InputError when the target is not between 0 and 100, so that no budget exists.
 */
export function objectiveSignals({ id, promise, bad, total, targetPercent }: ServiceObjective): {
  readonly signals: readonly MathSignal[];
  readonly burns: Readonly<Record<"fast" | "slow", readonly string[]>>;
  readonly graphs: readonly Graph[];
} {
  requireBudget(id, targetPercent);
  const budgetPercent = 100 - targetPercent;
  const windows = BURN_RATES.flatMap(({ rate, speed, windows: lengths }) =>
    Object.entries(lengths).map(([name, periodSeconds]) => ({ speed, name, periodSeconds, rate })),
  );
  const signals = windows.map(({ speed, name, periodSeconds, rate }): MathSignal => ({
    id: `${id}-${speed}-${name}`,
    why: `${promise}: ${rate} times the errors that ${targetPercent} % allow, for ${name.replace("-", " ")}`,
    expression: "100 * FILL(bad, 0) / total",
    metrics: { bad, total },
    label: "Failed (%)",
    threshold: Number((rate * budgetPercent).toPrecision(6)),
    comparison: "above",
    periodSeconds,
    evaluationPeriods: 1,
    missingData: "notBreaching",
  }));
  const idsOf = (speed: string): string[] =>
    windows.filter((window) => window.speed === speed).map(({ name }) => `${id}-${speed}-${name}`);
  return {
    signals,
    burns: { fast: idsOf("fast"), slow: idsOf("slow") },
    graphs: [
      { title: `${promise} (${targetPercent} %)`, metrics: [total, bad] },
      { title: `Error budget: ${promise}`, metrics: [bad, total], result: budgetOf(budgetPercent) },
    ],
  };
}

/** Rest of the budget in percent: the failures that the target still allows within the days. Below 0 it is broken. */
function budgetOf(budgetPercent: number): GraphResult {
  const allowed = `RUNNING_SUM(FILL(m2, 0)) * ${Number((budgetPercent / 100).toPrecision(6))}`;
  return {
    expression: `100 * (1 - RUNNING_SUM(FILL(m1, 0)) / (${allowed}))`,
    label: `Left of ${BUDGET_DAYS} days (%)`,
    days: BUDGET_DAYS,
  };
}

function requireBudget(path: string, value: number): void {
  if (value > 0 && value < 100) return;
  const allowed = "above 0 and below 100 percent";
  const fix = "allow some failures: a target of 100 % has no budget, and every failure would alarm";
  throw new InputError([{ path, property: "targetPercent", value, allowed, fix }]);
}
