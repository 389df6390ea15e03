import { isLiteral, isRecord, type Resource } from "../../../policies";
import { dollars } from "../../cost/reports/money";
import { note, table } from "../elements";
import { markup, type Html } from "../html";
import type { EnvironmentReport } from "../report-input";
import { amountOf } from "../../cost/reports/totals";

/** Arguments that name or describe a resource, and so differ everywhere. */
const NAMES =
  /(?:^|[._])(?:name|names|Name|depends_on|identifier|description|comment|tags|tags_all|alarm_name|arn|content|policy|definition|dashboard_body|container_definitions|value|key)$/;

const LONGEST_VALUE = 48;

/** Environments side by side: resources and settings that differ between them. */
export function differencesSection(all: readonly EnvironmentReport[]): Html {
  const environments = comparable(all);
  const rows = differences(environments);
  const header = ["figure", ...environments.map(({ name }) => name)];
  const figures = [
    ["USD a month", ...environments.map(({ costs }) => dollars(amountOf(costs)))],
    [
      "resources",
      ...environments.map(({ architecture }) =>
        String(architecture.parts.reduce((sum, part) => sum + part.resources.length, 0)),
      ),
    ],
    ["regions", ...environments.map(({ architecture }) => regionsOf(architecture))],
  ];
  const groups = new Map<string, typeof rows>();
  for (const row of rows) groups.set(row.part, [...(groups.get(row.part) ?? []), row]);
  return markup`${table("Environments", header, figures)}
<div class="differences">${[...groups].map(
    ([
      part,
      own,
    ]) => markup`<details class="difference"><summary><b>${part}</b> <span>${own.length} ${own.length === 1 ? "difference" : "differences"}</span></summary>
${table(
  `Differences of ${part}`,
  ["setting", ...environments.map(({ name }) => name)],
  own.map(({ setting, values }) => [markup`<code>${setting}</code>`, ...values]),
)}</details>`,
  )}</div>
${rows.length === 0 && note("No difference.")}`;
}

interface Difference {
  readonly part: string;
  readonly setting: string;
  readonly values: readonly string[];
}

/** Numbers of resources and literal settings that are not the same in all environments. Names are not compared. */
export function differences(environments: readonly EnvironmentReport[]): readonly Difference[] {
  const settings = environments.map((environment) => settingsOf(environment));
  const keys = [...new Set(settings.flatMap((own) => [...own.keys()]))].sort();
  return keys.flatMap((key) => {
    const [part, type, argument] = key.split("\n") as [string, string, string];
    const having = settings.filter((own) => own.has(numberKey(part, type)));
    // A type that an environment lacks is one difference, whatever its arguments are in the others.
    if (argument !== NUMBER && new Set(having.map((own) => own.get(key))).size < 2) return [];
    const values = settings.map((own) => own.get(key) ?? "–");
    return new Set(values).size > 1 ? [{ part, setting: `${type}: ${argument}`, values }] : [];
  });
}

const NUMBER = "number";

function numberKey(part: string, type: string): string {
  return `${part}\n${type}\n${NUMBER}`;
}

/** Environments with most of the parts of the first one; others are systems of their own. */
export function comparable(environments: readonly EnvironmentReport[]): readonly EnvironmentReport[] {
  const titlesOf = ({ architecture }: EnvironmentReport): readonly string[] =>
    architecture.parts.map(({ title }) => title);
  const first = new Set(environments.slice(0, 1).flatMap(titlesOf));
  return environments.filter((one) => titlesOf(one).filter((title) => first.has(title)).length * 2 > first.size);
}

function settingsOf({ architecture }: EnvironmentReport): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const { title, resources } of architecture.parts) {
    const types = new Map<string, Resource[]>();
    for (const one of resources) types.set(one.type, [...(types.get(one.type) ?? []), one]);
    for (const [type, own] of types) {
      const label = type.replace(/^aws_/, "");
      settings.set(numberKey(title, label), String(own.length));
      for (const [path, values] of literalsOf(own)) settings.set(`${title}\n${label}\n${path}`, shortened(values));
    }
  }
  return settings;
}

/** Distinct literal values of each argument of resources of one type. */
function literalsOf(resources: readonly Resource[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { values, stack } of resources) {
    for (const [path, value] of leaves(values, "")) {
      if (NAMES.test(path) || !isLiteral(value)) continue;
      const text = String(value).replaceAll(stack, "…");
      found.set(path, (found.get(path) ?? new Set()).add(text));
    }
  }
  return new Map([...found].map(([path, values]) => [path, [...values].sort()]));
}

function leaves(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.flatMap((one) => leaves(one, path));
  if (!isRecord(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === "" ? key : `${path}.${key}`));
}

function shortened(values: readonly string[]): string {
  const text = values.join(", ");
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}

function regionsOf({ parts }: EnvironmentReport["architecture"]): string {
  return [...new Set(parts.map(({ region }) => region))]
    .filter((region) => region.includes("-"))
    .sort()
    .join(", ");
}
