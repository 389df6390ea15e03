import { InputError, type Graph } from "../../../modules/core";
import { Dashboard, type DashboardProps } from "../../../modules/observability";
import { synthesizeStack } from "../../../testing";
import { testRole } from "../../support/synth";

interface Widget {
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  properties: Record<string, unknown>;
}

const graph = (title: string): Graph => ({
  title,
  metrics: [
    {
      namespace: "AWS/Lambda",
      metricName: title,
      dimensions: { FunctionName: "shop-api", Resource: "shop-api:live" },
      statistic: "p95",
      label: `${title} p95`,
    },
  ],
});
const props: DashboardProps = {
  name: "shop-staging-overview",
  rows: [{ title: "Functions", graphs: [graph("Duration"), graph("Errors")] }],
};

const synthesizeDashboard = (differences: Partial<DashboardProps> = {}) =>
  synthesizeStack((stack) => new Dashboard(stack, "dashboard", { ...props, ...differences }));
const widgetsOf = (differences: Partial<DashboardProps> = {}): Widget[] => {
  const body = synthesizeDashboard(differences).resource("aws_cloudwatch_dashboard")["dashboard_body"] as string;
  return (JSON.parse(body) as { widgets: Widget[] }).widgets;
};
const places = (widgets: Widget[]) => widgets.map(({ type, x, y, width, height }) => [type, x, y, width, height]);

describe("Dashboard", () => {
  test("R-O2 shows a row as a header over its graphs", () => {
    expect(widgetsOf()[0]).toMatchObject({ type: "text", properties: { markdown: "## Functions" } });
    expect(widgetsOf()[1]).toEqual({
      type: "metric",
      x: 0,
      y: 1,
      width: 12,
      height: 6,
      properties: {
        title: "Duration",
        region: "us-east-1",
        view: "timeSeries",
        stacked: false,
        period: 300,
        metrics: [
          [
            "AWS/Lambda",
            "Duration",
            "FunctionName",
            "shop-api",
            "Resource",
            "shop-api:live",
            { stat: "p95", label: "Duration p95" },
          ],
        ],
      },
    });
  });

  test("fills the 24 columns and wraps after four graphs", () => {
    const graphs = ["a", "b", "c", "d", "e"].map(graph);
    const rows = [
      { title: "Five", graphs },
      { title: "One", graphs: [graph("f")] },
    ];
    expect(places(widgetsOf({ rows }))).toEqual([
      ["text", 0, 0, 24, 1],
      ["metric", 0, 1, 6, 6],
      ["metric", 6, 1, 6, 6],
      ["metric", 12, 1, 6, 6],
      ["metric", 18, 1, 6, 6],
      ["metric", 0, 7, 6, 6],
      ["text", 0, 13, 24, 1],
      ["metric", 0, 14, 24, 6],
    ]);
  });

  test("shows the state of the listed alarms at the top", () => {
    const alarmArns = Array.from({ length: 7 }, (_value, index) => `arn:aws:cloudwatch:us-east-1:1:alarm:a${index}`);
    const widgets = widgetsOf({ alarmArns });
    expect(places(widgets).slice(0, 2)).toEqual([
      ["alarm", 0, 0, 24, 3],
      ["text", 0, 3, 24, 1],
    ]);
    expect(widgets[0]!.properties).toEqual({ title: "Alarms", alarms: alarmArns });
  });

  test("reads a metric of another region there", () => {
    const metrics = [{ ...graph("Blocked").metrics[0]!, region: "us-east-1" as const }];
    const rows = [{ title: "Edge", graphs: [{ title: "Blocked", metrics }] }];
    expect(widgetsOf({ rows })[1]!.properties).toMatchObject({
      metrics: [expect.arrayContaining([{ stat: "p95", label: "Blocked p95", region: "us-east-1" }])],
    });
  });

  test("shows a result over its own days, in place of the metrics that it needs", () => {
    const failed = { ...graph("Errors").metrics[0]!, region: "eu-west-1" } as const;
    const result = { expression: "100 * m1 / m2", label: "Failed (%)", days: 28 };
    const metrics = [failed, graph("Invocations").metrics[0]!];
    const [, { properties }] = widgetsOf({
      rows: [{ title: "API", graphs: [{ title: "Rate", metrics, result }] }],
    }) as [Widget, Widget];
    expect(properties).toMatchObject({ start: "-P28D", end: "P0D", period: 3600, region: "us-east-1" });
    const dimensions = ["FunctionName", "shop-api", "Resource", "shop-api:live"];
    expect(properties["metrics"]).toEqual([
      [
        "AWS/Lambda",
        "Errors",
        ...dimensions,
        { stat: "p95", label: "Errors p95", region: "eu-west-1", id: "m1", visible: false },
      ],
      ["AWS/Lambda", "Invocations", ...dimensions, { stat: "p95", label: "Invocations p95", id: "m2", visible: false }],
      [{ id: "result", expression: "100 * m1 / m2", label: "Failed (%)", region: "us-east-1" }],
    ]);
  });

  test("resolves tokens inside the body", () => {
    const stack = synthesizeStack((scope) => {
      const { roleName } = testRole(scope);
      const metrics = [{ ...graph("Errors").metrics[0]!, dimensions: { RoleName: roleName } }];
      new Dashboard(scope, "dashboard", {
        ...props,
        rows: [{ title: "Roles", graphs: [{ title: "Errors", metrics }] }],
      });
    });
    expect(stack.resource("aws_cloudwatch_dashboard")["dashboard_body"]).toMatch(
      /"RoleName","\$\{aws_iam_role\..*\.name\}"/,
    );
  });

  test("R-O2 has the given name and a link to the console", () => {
    let made: Dashboard | undefined;
    const stack = synthesizeStack((scope) => {
      made = new Dashboard(scope, "dashboard", props);
    });
    expect(stack.resource("aws_cloudwatch_dashboard")).toMatchObject({ dashboard_name: "shop-staging-overview" });
    expect(made?.dashboardName).toBe("shop-staging-overview");
    expect(made?.url).toBe(
      "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/shop-staging-overview",
    );
  });

  test("reports every invalid setting at once", () => {
    const metrics = Array.from({ length: 501 }, () => graph("Errors").metrics[0]!);
    const rows = [
      { title: "Empty", graphs: [] },
      {
        title: "Full",
        graphs: [
          { title: "None", metrics: [] },
          { title: "Many", metrics },
        ],
      },
    ];
    const invalid = () =>
      synthesizeDashboard({
        name: "shop overview",
        rows,
        alarmArns: Array.from({ length: 101 }, () => "arn"),
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/name: got "shop overview"/);
    expect(invalid).toThrow(/alarmArns: got 101/);
    expect(invalid).toThrow(/rows.Empty.graphs: got \[\]; allowed: at least one graph/);
    expect(invalid).toThrow(/rows.Full.graphs.None: got 0; allowed: 1 to 500 metrics/);
    expect(invalid).toThrow(/rows.Full.graphs.Many: got 501/);
  });

  test("refuses an empty dashboard", () => {
    expect(() => synthesizeDashboard({ rows: [] })).toThrow(/rows: got \[\]; allowed: at least one row/);
  });

  test("has these addresses", () => {
    expect(synthesizeDashboard().addresses).toMatchInlineSnapshot(`
     [
       "aws_cloudwatch_dashboard.dashboard_9E73CAB7",
     ]
    `);
  });
});
