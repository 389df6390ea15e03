import { hasErrors } from "../../runner/terraform/diagnostics";
import type { Action, ResourceChange, StackChange } from "./stack-change";

/**
 * Unapproved replacements and destructions of stateful resources, each as `stack address`.
 *
 * @param approved - in the same form.
 */
export function unapprovedLosses(stacks: readonly StackChange[], approved: ReadonlySet<string>): string[] {
  return stacks
    .flatMap(({ name, changes }) => changes.filter(isLoss).map(({ address }) => `${name} ${address}`))
    .filter((loss) => !approved.has(loss));
}

function isLoss({ action, stateful }: ResourceChange): boolean {
  return stateful && (action === "replace" || action === "destroy");
}

const ACTIONS: readonly Action[] = ["add", "change", "replace", "destroy", "move"];

/** Markdown for the review of a pull request: the verdict, a table of counts, and every address. */
export function changeReport(ref: string, stacks: readonly StackChange[], approved: ReadonlySet<string>): string {
  const losses = unapprovedLosses(stacks, approved);
  const parts = [
    `## Change rehearsal from \`${ref}\``,
    verdict(stacks, losses),
    countTable(stacks),
    ...stacks.flatMap((stack) => details(stack, losses)),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

function verdict(stacks: readonly StackChange[], losses: readonly string[]): string {
  const failed = stacks.filter(({ diagnostics }) => hasErrors(diagnostics));
  const sentences = [
    ...failed.map(({ name }) => `**\`${name}\` cannot be rehearsed.**`),
    ...losses.map(
      (loss) => `**\`${loss.replace(" ", ": ")}\` would lose its data: move the resource or approve its loss.**`,
    ),
  ];
  return sentences.join("\n\n") || "No stateful resource is replaced or destroyed without approval.";
}

function countTable(stacks: readonly StackChange[]): string {
  const rows = stacks.map(({ name, changes }) => [
    name,
    ...ACTIONS.map((action) => String(changes.filter((change) => change.action === action).length)),
  ]);
  const header = ["stack", ...ACTIONS];
  const rule = header.map((_, column) => (column === 0 ? "---" : "--:"));
  return [header, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function details({ name, changes, diagnostics }: StackChange, losses: readonly string[]): string[] {
  const lines = [
    ...diagnostics.map(({ severity, subject, text }) => `- ${severity}: ${subject}: ${text.replaceAll("\n", " ")}`),
    ...ACTIONS.flatMap((action) =>
      changes.filter((change) => change.action === action).map((change) => line(name, change, losses)),
    ),
  ];
  return lines.length === 0 ? [] : [`### ${name}`, lines.join("\n")];
}

function line(
  stack: string,
  { action, address, stateful, previousAddress }: ResourceChange,
  losses: readonly string[],
): string {
  const notes = [
    ...(previousAddress ? [`from \`${previousAddress}\``] : []),
    ...(stateful ? ["stateful"] : []),
    ...(losses.includes(`${stack} ${address}`) ? ["**not approved**"] : []),
  ];
  return `- ${action} \`${address}\`${notes.length > 0 ? ` (${notes.join(", ")})` : ""}`;
}
