import { hasErrors } from "../../runner/terraform/diagnostics";
import type { ChangeFinding } from "./change-findings";
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

/**
 * Changes that need a decision, each as `stack address: reason`: findings of the policies, and stateful resources of
 * which it is not known whether they are replaced. An approved address needs none.
 */
export function openQuestions(stacks: readonly StackChange[], approved: ReadonlySet<string>): string[] {
  return stacks.flatMap(({ name, findings, changes }) => {
    const isOpen = ({ address }: { readonly address: string }): boolean => !approved.has(`${name} ${address}`);
    const found = findings.filter((one) => one.rule !== LOSS && isOpen(one));
    const unknown = changes.filter((one) => one.stateful && one.unknown && isOpen(one));
    return [
      ...found.map(({ rule, address, message }) => `\`${name}: ${address}\` ${message} (${rule})`),
      ...unknown.map((one) => `\`${name}: ${one.address}\`: ${unknownText(one.unknown!)}`),
    ];
  });
}

/** The rule whose findings are the losses. */
const LOSS = "CHG-01";

function unknownText(paths: readonly string[]): string {
  return `not known whether a change of ${paths.join(", ")} replaces it; read a plan of the AWS provider`;
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
    verdict(stacks, losses, openQuestions(stacks, approved)),
    countTable(stacks),
    ...stacks.flatMap((stack) => details(stack, losses)),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

function verdict(stacks: readonly StackChange[], losses: readonly string[], questions: readonly string[]): string {
  const failed = stacks.filter(({ diagnostics }) => hasErrors(diagnostics));
  const sentences = [
    ...failed.map(({ name }) => `**\`${name}\` cannot be rehearsed.**`),
    ...losses.map(
      (loss) => `**\`${loss.replace(" ", ": ")}\` would lose its data: move the resource or approve its loss.**`,
    ),
    ...questions.map((question) => `**${question}.**`),
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

function details({ name, changes, findings, diagnostics }: StackChange, losses: readonly string[]): string[] {
  const lines = [
    ...diagnostics.map(({ severity, subject, text }) => `- ${severity}: ${subject}: ${text.replaceAll("\n", " ")}`),
    ...ACTIONS.flatMap((action) =>
      changes.filter((change) => change.action === action).map((change) => line(name, change, losses, findings)),
    ),
  ];
  return lines.length === 0 ? [] : [`### ${name}`, lines.join("\n")];
}

function line(
  stack: string,
  { action, address, stateful, previousAddress, unknown }: ResourceChange,
  losses: readonly string[],
  findings: readonly ChangeFinding[],
): string {
  const reason = findings.find((one) => one.rule === LOSS && one.address === address)?.message;
  const notes = [
    ...(previousAddress ? [`from \`${previousAddress}\``] : []),
    ...(stateful ? ["stateful"] : []),
    ...(reason?.includes(", ") ? [reason.slice(reason.indexOf(", ") + 2)] : []),
    ...(unknown ? [unknownText(unknown)] : []),
    ...(losses.includes(`${stack} ${address}`) ? ["**not approved**"] : []),
  ];
  return `- ${action} \`${address}\`${notes.length > 0 ? ` (${notes.join(", ")})` : ""}`;
}
