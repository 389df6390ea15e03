import fs from "node:fs";
import path from "node:path";
import { parseOptions } from "../runner/command/arguments";
import { defineCommand, type CommandRequest } from "../runner/command/command";
import { EXIT_CODES, usageError } from "../runner/command/exit-codes";
import type { Machine } from "../runner/command/machine";

const HELP = `Summarizes Terraform plans on one page: counts by stack, and the resources to be replaced or destroyed.

Usage: groundplan summary <plan.json...>

  file    a plan of terraform show -json; its folder names the stack
  --help  print this text

The last line is the total. Exit codes: 0 printed, 2 wrong usage or unreadable input.`;

/** Resources of a list that the page shows; it states the number of the others. */
const SHOWN_RESOURCES = 15;

export interface ResourceChange {
  readonly address: string;
  readonly change: { readonly actions: readonly string[] };
}

export interface StackPlan {
  readonly stack: string;
  readonly changes: readonly ResourceChange[];
}

type Kind = "add" | "change" | "replace" | "destroy";

const KINDS: readonly Kind[] = ["add", "change", "replace", "destroy"];

interface Request extends CommandRequest {
  readonly files: readonly string[];
}

export const summary = defineCommand<Request>({
  help: HELP,
  parse(argv) {
    const { positionals: files } = parseOptions(argv, {});
    if (files.length === 0) throw usageError("no plan; name files of terraform show -json");
    return { files };
  },
  async run({ files }, { machine, print }) {
    print(summaryOf(files.map((file) => readPlanFile(file, machine))));
    return EXIT_CODES.succeeded;
  },
});

function readPlanFile(file: string, { cwd }: Machine): StackPlan {
  const absolute = path.resolve(cwd, file);
  const changes = changesIn(absolute);
  if (!changes) throw usageError(`${file}: not a plan; allowed: the output of terraform show -json`);
  return { stack: path.basename(path.dirname(absolute)), changes };
}

function changesIn(file: string): readonly ResourceChange[] | undefined {
  try {
    const plan = JSON.parse(fs.readFileSync(file, "utf8")) as { resource_changes?: readonly ResourceChange[] } | null;
    return plan?.resource_changes;
  } catch {
    return undefined;
  }
}

/** The page: a table of counts, the resources to be replaced and destroyed, and the total in the last line. */
export function summaryOf(plans: readonly StackPlan[]): string {
  const width = Math.max(...plans.map(({ stack }) => stack.length), "stack".length);
  const row = (name: string, cells: readonly (string | number)[]): string =>
    `${name.padEnd(width)}${cells.map((cell) => String(cell).padStart(9)).join("")}`;
  const rows = plans.map((plan) => row(plan.stack, countsOf([plan])));
  const lists = (["replace", "destroy"] as const).map((kind) => listOf(kind, plans));
  return [[row("stack", KINDS), ...rows].join("\n"), ...lists.filter(Boolean), totalOf(plans)].join("\n\n");
}

function totalOf(plans: readonly StackPlan[]): string {
  const [added, changed, replaced, destroyed] = countsOf(plans);
  return `${added} to add, ${changed} to change, ${replaced} to replace, ${destroyed} to destroy`;
}

function countsOf(plans: readonly StackPlan[]): number[] {
  return KINDS.map((kind) => addressesOf(kind, plans).length);
}

function listOf(kind: Kind, plans: readonly StackPlan[]): string {
  const addresses = addressesOf(kind, plans);
  if (addresses.length === 0) return "";
  const others = addresses.length - SHOWN_RESOURCES;
  const shown = addresses.slice(0, SHOWN_RESOURCES).map((address) => `  ${address}`);
  return [`To ${kind}:`, ...shown, ...(others > 0 ? [`  and ${others} more`] : [])].join("\n");
}

function addressesOf(kind: Kind, plans: readonly StackPlan[]): string[] {
  return plans.flatMap(({ stack, changes }) =>
    changes.filter(({ change }) => kindOf(change.actions) === kind).map(({ address }) => `${stack}: ${address}`),
  );
}

function kindOf(actions: readonly string[]): Kind | undefined {
  if (actions.length === 2) return "replace";
  return ({ create: "add", update: "change", delete: "destroy" } as const)[actions[0] ?? ""];
}
