import fs from "node:fs/promises";
import path from "node:path";
import { diagnosticsOf, failureDiagnostic, withLookups, type TerraformDiagnostic } from "../terraform/diagnostics";
import { changeSummary, eventDiagnostics } from "../terraform/events";
import type { StackWorkspace } from "../terraform/workspace";
import type { PlanPolicies } from "./plan-policies";
import { hasFailed, type StackCheck } from "./stack-check";

/** The files of a saved plan: Terraform's own, JSON for policies, text for readers. */
export const PLAN_FILES = ["plan", "plan.json", "plan.txt"] as const;

/**
 * `terraform plan` on an empty state, followed by the policies. Nothing is refreshed, so no AWS API is called.
 *
 * @param out - folder for the plan files, one subfolder per stack. The files of an earlier run are removed first, so
 *   that a stack that Terraform cannot plan has none; a plan that the policies block is saved.
 */
export function plan(out: string, policies: PlanPolicies): StackCheck {
  return {
    columns: ["to add", "to change", "to destroy"],
    async run(stack, workspace) {
      const planFolder = path.join(out, stack.name);
      await Promise.all(PLAN_FILES.map((file) => fs.rm(path.join(planFolder, file), { force: true })));
      const folder = await workspace.copy(stack);
      const args = ["-refresh=false", "-lock=false", "-input=false", "-out=plan", "-json", "-no-color"];
      const output = await workspace.run(folder, ["plan", ...args]);
      const saved = output.code === 0 ? await savePlan(workspace, folder, planFolder) : [];
      const diagnostics = diagnosticsOf(stack, [...withLookups(eventDiagnostics("plan", output)), ...saved]);
      const blocked = hasFailed({ diagnostics }) ? [] : policies(stack, await readPlan(planFolder));
      const { add, change, remove } = changeSummary(output) ?? {};
      const figures = { "to add": add, "to change": change, "to destroy": remove };
      return { diagnostics: [...diagnostics, ...blocked], figures };
    },
  };
}

/**
 * Plan JSON whose text is the same for two plans of the same configuration: without the time of planning, with
 * `relevant_attributes` sorted, which Terraform lists in the order of its parallel walk, and indented.
 */
export function comparablePlan(json: string): string {
  const { timestamp: _timestamp, ...plan } = JSON.parse(json) as {
    relevant_attributes?: unknown[];
    timestamp?: string;
  };
  const relevant_attributes = plan.relevant_attributes && sorted(plan.relevant_attributes);
  return `${JSON.stringify({ ...plan, relevant_attributes }, undefined, 2)}\n`;
}

function sorted(values: readonly unknown[]): unknown[] {
  return values
    .map((value) => JSON.stringify(value))
    .sort()
    .map((text) => JSON.parse(text) as unknown);
}

async function readPlan(planFolder: string): Promise<unknown> {
  return JSON.parse(await fs.readFile(path.join(planFolder, "plan.json"), "utf8")) as unknown;
}

/** @returns a diagnostic for each form of the plan that Terraform could not show. */
async function savePlan(workspace: StackWorkspace, folder: string, planFolder: string): Promise<TerraformDiagnostic[]> {
  const json = await workspace.run(folder, ["show", "-json", "plan"]);
  const text = await workspace.run(folder, ["show", "-no-color", "plan"]);
  const failures = [json, text].filter(({ code }) => code !== 0);
  if (failures.length > 0) return failures.map((output) => failureDiagnostic("show", output));
  await fs.mkdir(planFolder, { recursive: true });
  await fs.copyFile(path.join(folder, "plan"), path.join(planFolder, "plan"));
  await fs.writeFile(path.join(planFolder, "plan.json"), comparablePlan(json.stdout));
  await fs.writeFile(path.join(planFolder, "plan.txt"), text.stdout.trimStart());
  return [];
}
