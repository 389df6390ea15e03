import type { Resource } from "../../../policies";
import { partId, type Part } from "../../diagram/parts";
import { alarmTargets } from "../alarm-targets";
import { note, partLink, table } from "../elements";
import { markup, type Html } from "../html";
import { anchor, type EnvironmentReport } from "../report-input";

interface WatchedPart {
  readonly part?: Part;
  readonly alarms: readonly Resource[];
}

const DRAWN_DATA: readonly string[] = ["api", "compute", "messaging", "data"];

/** Alarms by what they watch, the topics they notify, and parts that no alarm watches. */
export function alarmsSection({ name, architecture }: EnvironmentReport): Html {
  const { parts, graph } = architecture;
  const alarms = parts.flatMap(({ resources }) =>
    resources.filter(({ type }) => type === "aws_cloudwatch_metric_alarm"),
  );
  if (alarms.length === 0) return note("No alarm.");
  const watched = watchedParts(alarms, architecture);
  const unwatched = parts.filter((one) => DRAWN_DATA.includes(one.layer) && !watched.some(({ part }) => part === one));
  return markup`${note(`${alarms.length} alarms notify ${receivers(parts)}.`)}
<div class="watched">${watched.map(
    ({
      part,
      alarms: own,
    }) => markup`<details class="alarms" id="${anchor(name, "alarms", part?.id ?? "account")}"><summary><b>${part?.title ?? "Account and other metrics"}</b> <span>${own.length} ${own.length === 1 ? "alarm" : "alarms"}</span></summary>
${part && markup`<p class="note">${partLink(part)}</p>`}
${table(
  `Alarms on ${part?.title ?? "the account"}`,
  ["alarm", "condition", "meaning"],
  own.map((alarm) => [
    markup`<code>${alarmName(alarm)}</code>`,
    conditionOf(alarm),
    String(alarm.values["alarm_description"] ?? ""),
  ]),
)}</details>`,
  )}</div>
${unwatched.length > 0 && markup`<p>No alarm watches: ${unwatched.map((part, index) => markup`${index > 0 ? ", " : ""}${partLink(part)}`)}.</p>`}
<p class="note">${graph
    .byType("aws_sns_topic_subscription")
    .map(({ values }) => `${String(values["protocol"])} ${String(values["endpoint"])}`)
    .join(", ")}</p>`;
}

function watchedParts(
  alarms: readonly Resource[],
  { parts, graph }: EnvironmentReport["architecture"],
): readonly WatchedPart[] {
  const groups = new Map<Part | undefined, Resource[]>();
  for (const alarm of alarms) {
    const ids = new Set(alarmTargets(alarm, graph).map(partId));
    const watched = parts.filter(({ id }) => ids.has(id));
    for (const part of watched.length > 0 ? watched : [undefined])
      groups.set(part, [...(groups.get(part) ?? []), alarm]);
  }
  return [...groups]
    .map(([part, own]) => ({ part, alarms: own }))
    .sort((one, other) => other.alarms.length - one.alarms.length);
}

function receivers(parts: readonly Part[]): string {
  const topics = parts.filter(
    ({ layer, resources }) => layer === "observability" && resources.some(({ type }) => type === "aws_sns_topic"),
  );
  return topics.map(({ title, stack }) => `${title} of ${stack}`).join(" and ") || "no topic";
}

function alarmName({ values, address }: Resource): string {
  return String(values["alarm_name"] ?? address);
}

const OPERATORS: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: "≥",
  GreaterThanThreshold: ">",
  LessThanOrEqualToThreshold: "≤",
  LessThanThreshold: "<",
};

function conditionOf({ values }: Resource): string {
  const {
    metric_name: metric = "expression",
    statistic,
    extended_statistic: extended,
    threshold,
    period,
    evaluation_periods: periods,
  } = values;
  const comparison = String(values["comparison_operator"] ?? "");
  const operator = OPERATORS[comparison] ?? comparison;
  const time = period === undefined ? "" : `, ${String(periods)} × ${String(period)} s`;
  return `${String(metric)} ${String(statistic ?? extended ?? "")} ${operator} ${String(threshold ?? "band")}${time}`.replaceAll(
    "  ",
    " ",
  );
}
