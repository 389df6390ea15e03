import fs from "node:fs/promises";
import path from "node:path";
import { diagnosticsOf, undiagnosed, type TerraformDiagnostic } from "./diagnostics";
import { eventDiagnostics, eventsIn, type TerraformEvent } from "./events";
import type { PlanJudge } from "./plan-gate";
import { hasFailed, type Place, type Rung } from "./stack-result";

/** The files of a kept plan: Terraform's own, the one for policies, the one for readers. */
export const PLAN_FILES = ["plan", "plan.json", "plan.txt"] as const;

/**
 * `terraform plan` of an empty state: what the provider makes of every resource, and what the policies make of that. Nothing is refreshed
 * and nothing is asked of AWS.
 *
 * @param out - where the files of each stack are kept, in a folder of its name. A stack that Terraform cannot plan keeps none, so that no
 *   stale plan is read; one that the policies refuse keeps what they refused.
 */
export function plan(out: string, judge: PlanJudge): Rung {
  return {
    columns: ["to add", "to change", "to destroy"],
    async prove(stack, place) {
      const kept = path.join(out, stack.name);
      await Promise.all(PLAN_FILES.map((file) => fs.rm(path.join(kept, file), { force: true })));
      const folder = await place.copy(stack);
      const args = ["-refresh=false", "-lock=false", "-input=false", "-out=plan", "-json", "-no-color"];
      const result = await place.run(folder, "plan", ...args);
      const events = eventsIn(result.stdout);
      const found = [
        ...eventDiagnostics("plan", result),
        ...(result.code === 0 ? await keep(place, folder, kept) : []),
      ];
      const diagnostics = diagnosticsOf(stack, found);
      const planned = path.join(kept, "plan.json");
      const judged = hasFailed({ diagnostics }) ? [] : judge(stack, JSON.parse(await fs.readFile(planned, "utf8")));
      return { diagnostics: [...diagnostics, ...judged], figures: figuresOf(events) };
    },
  };
}

/**
 * The plan for policies and for comparison, indented, so that two plans of the same configuration are the same text: without the moment of
 * planning, and with `relevant_attributes`, which Terraform lists in the order that its parallel walk happened to take, sorted.
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

function figuresOf(events: readonly TerraformEvent[]): Record<string, number | undefined> {
  const changes = events.find(({ type }) => type === "change_summary")?.changes;
  return { "to add": changes?.add, "to change": changes?.change, "to destroy": changes?.remove };
}

/** @returns a diagnostic for each form of the plan that Terraform could not show. */
async function keep(place: Place, folder: string, kept: string): Promise<TerraformDiagnostic[]> {
  const json = await place.run(folder, "show", "-json", "plan");
  const text = await place.run(folder, "show", "-no-color", "plan");
  const failures = [json, text].filter(({ code }) => code !== 0);
  if (failures.length > 0) return failures.map(({ code, stderr }) => undiagnosed("show", code, stderr));
  await fs.mkdir(kept, { recursive: true });
  await fs.copyFile(path.join(folder, "plan"), path.join(kept, "plan"));
  await fs.writeFile(path.join(kept, "plan.json"), comparablePlan(json.stdout));
  await fs.writeFile(path.join(kept, "plan.txt"), text.stdout.trimStart());
  return [];
}
