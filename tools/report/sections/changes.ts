import { isStateful, STATEFUL, type Resource, type StackInput } from "../../../policies";
import { badge, missing, note, resourceLink, table } from "../elements";
import { markup, type Html } from "../html";
import type { EnvironmentReport } from "../report-input";

type Action = "replace" | "destroy" | "change" | "add";

/** In the order of the page: what loses something first. */
const ACTIONS: readonly Action[] = ["replace", "destroy", "change", "add"];

interface Change {
  readonly resource: Resource;
  readonly action: Action;
  /** Kind of the loss; absent if nothing is lost. */
  readonly loss?: string;
}

/** Planned changes: losses, replacements and destructions first; additions are counted. */
export function changesSection({ plans, stacks, changeJudgement }: EnvironmentReport): Html {
  const unplanned = stacks.map(({ stack }) => stack).filter((name) => !plans.some(({ stack }) => stack === name));
  const changes = plannedChanges(plans);
  const listed = changes.filter(({ action }) => action !== "add");
  return markup`${unplanned.length > 0 && missing(`No plan of ${unplanned.join(", ")}.`, "groundplan plan")}
${plans.length > 0 && markup`<p>${countsOf(changes)}</p>`}
${
  listed.length > 0 &&
  table(
    "Planned changes",
    ["resource", "change", "loses", "because of"],
    listed.map((one) => changeRow(one, changeJudgement)),
  )
}
${additions(changes)}`;
}

/** Changes of all plans in the order of the page. */
export function plannedChanges(plans: readonly StackInput[]): readonly Change[] {
  const changes = plans.flatMap(({ resources }) => resources.flatMap((resource) => changeOf(resource) ?? []));
  const rank = ({ action, loss }: Change): number =>
    ACTIONS.indexOf(action) - (loss === undefined ? 0 : ACTIONS.length);
  return [...changes].sort((one, other) => rank(one) - rank(other));
}

function changeOf(resource: Resource): Change | undefined {
  const { actions = [], type, mode } = resource;
  if (mode !== "managed") return undefined;
  const action = actionOf(actions);
  if (action === undefined) return undefined;
  const loses = (action === "replace" || action === "destroy") && isStateful(type);
  return { resource, action, ...(loses && { loss: STATEFUL[type] }) };
}

function actionOf(actions: readonly string[]): Action | undefined {
  if (actions.includes("delete")) return actions.includes("create") ? "replace" : "destroy";
  if (actions.includes("create")) return "add";
  return actions.includes("update") ? "change" : undefined;
}

function changeRow(
  { resource, action, loss }: Change,
  { verdicts }: EnvironmentReport["changeJudgement"],
): (Html | string)[] {
  const found = verdicts.filter((one) => one.resource === resource && one.outcome === "blocked");
  const messages = [...new Set(found.flatMap(({ findings }) => findings.map(({ message }) => message)))];
  const tone = action === "change" ? "plain" : loss === undefined ? "warn" : "bad";
  const replacing = resource.change!.replacing;
  return [
    resourceLink(resource),
    badge(action, tone),
    loss === undefined ? "nothing" : badge(loss, "bad"),
    [...(replacing.length > 0 ? [`changed ${replacing.join(", ")}`] : []), ...messages].join("; "),
  ];
}

function countsOf(changes: readonly Change[]): string {
  const count = (action: Action): number => changes.filter((one) => one.action === action).length;
  const losses = changes.filter(({ loss }) => loss !== undefined).length;
  const counts = [...ACTIONS].reverse().map((action) => `${count(action)} to ${action}`);
  return `${counts.join(", ")}. ${losses === 0 ? "Nothing is lost." : `${losses} lose data, evidence or an address.`}`;
}

function additions(changes: readonly Change[]): Html | false {
  const added = changes.filter(({ action }) => action === "add");
  if (added.length === 0) return false;
  if (added.length === changes.length) return note("The plans start from an empty state: every resource is added.");
  return markup`<details><summary>${added.length} additions</summary><ul>${added.map(({ resource }) => markup`<li>${resourceLink(resource)}</li>`)}</ul></details>`;
}
