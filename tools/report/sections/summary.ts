import { dollars } from "../../cost/reports/money";
import { markup, type Html } from "../html";
import { anchor, type EnvironmentReport } from "../report-input";
import { plannedChanges } from "./changes";
import { amountOf } from "../../cost/reports/totals";
import { openFindings, ownVerdicts } from "./findings";
import { storesWithoutBackup } from "./recovery";
import { ownWaivers } from "./waivers";

interface Figure {
  readonly section: string;
  readonly value: string;
  readonly label: string;
  readonly isBad?: boolean;
}

/** The figures of an environment, each with a link to its section. */
export function summarySection(environment: EnvironmentReport): Html {
  return markup`<ul class="figures">${figuresOf(environment).map(
    ({ section, value, label, isBad }) =>
      markup`<li><a href="#${anchor(environment.name, section)}"${isBad && markup` class="bad"`}><b>${value}</b> ${label}</a></li>`,
  )}</ul>`;
}

function figuresOf({ architecture, costs, plans, judgement, stacks }: EnvironmentReport): readonly Figure[] {
  const resources = architecture.parts.reduce((sum, part) => sum + part.resources.length, 0);
  const changes = plannedChanges(plans);
  const losses = changes.filter(({ loss }) => loss !== undefined).length;
  const findings = openFindings(ownVerdicts(judgement, stacks)).length;
  const [waiver, ...others] = ownWaivers(judgement, stacks);
  const unprotected = storesWithoutBackup(architecture).length;
  return [
    {
      section: "architecture",
      value: String(resources),
      label: `resources in ${stacks.length} ${stacks.length === 1 ? "stack" : "stacks"}`,
    },
    { section: "cost", value: `$${dollars(amountOf(costs))}`, label: "a month" },
    plans.length === 0
      ? { section: "changes", value: "–", label: "no plan" }
      : { section: "changes", value: String(losses), label: `losses in ${changes.length} changes`, isBad: losses > 0 },
    { section: "findings", value: String(findings), label: "findings", isBad: findings > 0 },
    {
      section: "recovery",
      value: String(unprotected),
      label: unprotected === 1 ? "store without backup" : "stores without backup",
      isBad: unprotected > 0,
    },
    {
      section: "waivers",
      value: String(waiver ? others.length + 1 : 0),
      label: waiver ? `waivers, next expires ${waiver.expires}` : "waivers",
    },
  ];
}
