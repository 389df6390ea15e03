import type { Construct } from "constructs";
import { Validation, requireProps, eachNamed, fields, nonEmpty, physicalName, satisfying, type Graph } from "../core";
import type { DashboardProps, DashboardRow } from "./dashboard-props";

const MAX_ALARMS = 100;
const MAX_METRICS = 500;

const METRICS = satisfying<Graph>(
  ({ metrics: { length } }) => length > 0 && length <= MAX_METRICS,
  `1 to ${MAX_METRICS} metrics`,
  "split the graph or remove it",
  ({ metrics }) => metrics.length,
);
const ROW = fields<DashboardRow>(() => ({
  graphs: [nonEmpty("at least one graph", "add a graph or remove the row"), eachNamed(({ title }) => title, METRICS)],
}));

/** Limits of `PutDashboard` and its widgets. */
export function validateDashboard(scope: Construct, id: string, props: DashboardProps): void {
  requireProps(scope, id, props, { name: "string", rows: "list" });
  new Validation(scope, id)
    .props(props, {
      name: physicalName("dashboard name"),
      rows: [nonEmpty("at least one row", "list the graphs to show"), eachNamed(({ title }) => title, ROW)],
      alarmArns: satisfying(
        ({ length }) => length <= MAX_ALARMS,
        `at most ${MAX_ALARMS} alarms`,
        "list the important ones",
        ({ length }) => length,
      ),
    })
    .throwIfInvalid();
}
