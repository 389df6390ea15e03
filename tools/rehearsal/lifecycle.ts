import type { SynthesizedStack } from "../../modules/core";
import type { StackCheck } from "../runner/checks/stack-check";
import { validationDiagnostics } from "../runner/checks/validate";
import { withoutDestroyProtection } from "../runner/terraform/configuration";
import {
  diagnosticsOf,
  driftDiagnostic,
  hasErrors,
  remainingResource,
  type TerraformDiagnostic,
} from "../runner/terraform/diagnostics";
import { JSON_OPTIONS, changeSummary, eventDiagnostics, eventsIn } from "../runner/terraform/events";
import type { TerraformState } from "./applied-stack";
import { withSession, type RehearsalWorkspace, type Session } from "./session";

const COLUMNS = ["applied", "drift", "destroyed"] as const;

type Figures = Partial<Record<(typeof COLUMNS)[number], number>>;

interface StepResult {
  readonly diagnostics: readonly TerraformDiagnostic[];
  readonly figures?: Figures;
}

/**
 * The lifecycle of a stack: validate, plan, apply, a second plan that must be empty, destroy. The first error ends
 * it.
 *
 * @param onApplied - receives the state of each stack after its apply.
 */
export function lifecycle(
  onApplied: (stack: SynthesizedStack, state: TerraformState) => void = () => undefined,
): StackCheck<RehearsalWorkspace> {
  return {
    columns: COLUMNS,
    run: (stack, workspace) =>
      withSession(workspace, stack.name, [stack.config], async (session) => {
        await session.configure(stack.config);
        let figures: Figures = {};
        const diagnostics: TerraformDiagnostic[] = [];
        for (const step of [validate, plan, apply, planAgain, destroy]) {
          const result = await step(session, stack);
          figures = { ...figures, ...result.figures };
          diagnostics.push(...result.diagnostics);
          if (hasErrors(diagnostics)) break;
          if (step === apply) onApplied(stack, await appliedState(session));
        }
        return { diagnostics: diagnosticsOf(stack, diagnostics), figures };
      }),
  };
}

async function validate(session: Session): Promise<StepResult> {
  return { diagnostics: validationDiagnostics(await session.run("validate", "-json", "-no-color")) };
}

async function plan(session: Session): Promise<StepResult> {
  const output = await session.run("plan", ...JSON_OPTIONS, "-refresh=false", "-out=plan");
  return { diagnostics: eventDiagnostics("plan", output) };
}

async function apply(session: Session): Promise<StepResult> {
  const output = await session.run("apply", ...JSON_OPTIONS, "plan");
  return { diagnostics: eventDiagnostics("apply", output), figures: { applied: changeSummary(output)?.add } };
}

async function appliedState(session: Session): Promise<TerraformState> {
  session.publishState();
  const { stdout } = await session.run("show", "-json");
  return JSON.parse(stdout) as TerraformState;
}

async function planAgain(session: Session): Promise<StepResult> {
  const output = await session.run("plan", ...JSON_OPTIONS);
  const drift = eventsIn(output).flatMap(({ type, change }) =>
    type === "planned_change" && change ? [driftDiagnostic(change.resource.addr, `${change.action} it`)] : [],
  );
  return { diagnostics: [...eventDiagnostics("plan", output), ...drift], figures: { drift: drift.length } };
}

async function destroy(session: Session, { config }: SynthesizedStack): Promise<StepResult> {
  await session.configure(withoutDestroyProtection(config));
  const output = await session.run("apply", ...JSON_OPTIONS, "-destroy", "-auto-approve", "-refresh=false");
  const { stdout } = await session.run("state", "list");
  const remaining = stdout.split("\n").filter(Boolean).map(remainingResource);
  return {
    diagnostics: [...eventDiagnostics("destroy", output), ...remaining],
    figures: { destroyed: changeSummary(output)?.remove },
  };
}
