import type { SynthesizedStack } from "../../modules/core";
import { diagnosticsOf, type TerraformDiagnostic } from "../terraform/diagnostics";
import { eventDiagnostics, eventsIn, type TerraformEvent } from "../terraform/events";
import type { CommandResult } from "../terraform/run-command";
import type { Rung } from "../terraform/stack-result";
import { validationDiagnostics } from "../terraform/validate";
import type { TerraformState } from "./applied-stack";
import { withoutDestroyProtection } from "./rehearsal-configuration";
import { onStage, type Stage, type Theatre } from "./stage";

const COLUMNS = ["applied", "changed again", "destroyed"] as const;

type Figures = Partial<Record<(typeof COLUMNS)[number], number>>;

/** One step of a life: what it found and which figure it adds. */
interface Step {
  readonly found: readonly TerraformDiagnostic[];
  readonly figures?: Figures;
}

/** Options of every command that reads or writes a state that nobody else uses. */
const ALONE = ["-input=false", "-lock=false", "-no-color", "-json"];

/**
 * The life of a stack: validated, planned, applied, planned again, which must change nothing, and destroyed.
 *
 * @param witness - shown the applied state of each stack, while it exists.
 */
export function life(
  witness: (stack: SynthesizedStack, state: TerraformState) => void = () => undefined,
): Rung<Theatre> {
  return {
    columns: COLUMNS,
    prove: (stack, theatre) =>
      onStage(theatre, stack.name, [stack.config], async (stage) => {
        await stage.configure(stack.config);
        const steps = [validate, plan, apply, planAgain, destroy(stack)];
        let figures: Figures = {};
        const found: TerraformDiagnostic[] = [];
        for (const step of steps) {
          const result = await step(stage);
          figures = { ...figures, ...result.figures };
          found.push(...result.found);
          if (found.some(({ severity }) => severity === "error")) break;
          if (step === apply) witness(stack, await appliedState(stage));
        }
        return { diagnostics: diagnosticsOf(stack, found), figures };
      }),
  };
}

async function validate(stage: Stage): Promise<Step> {
  return { found: validationDiagnostics(await stage.run("validate", "-json", "-no-color")) };
}

async function plan(stage: Stage): Promise<Step> {
  return { found: eventDiagnostics("plan", await stage.run("plan", ...ALONE, "-refresh=false", "-out=plan")) };
}

async function apply(stage: Stage): Promise<Step> {
  const result = await stage.run("apply", ...ALONE, "plan");
  return { found: eventDiagnostics("apply", result), figures: { applied: changesIn(result)?.add } };
}

async function appliedState(stage: Stage): Promise<TerraformState> {
  await stage.publishState();
  const { stdout } = await stage.run("show", "-json");
  return JSON.parse(stdout) as TerraformState;
}

async function planAgain(stage: Stage): Promise<Step> {
  const result = await stage.run("plan", ...ALONE);
  const changes = eventsIn(result.stdout).filter(({ type }) => type === "planned_change");
  const unrest = changes.map(unrestOf);
  return { found: [...eventDiagnostics("plan", result), ...unrest], figures: { "changed again": changes.length } };
}

function unrestOf({ change }: TerraformEvent): TerraformDiagnostic {
  const { action, resource } = change!;
  return {
    severity: "error",
    summary: `The second plan wants to ${action} it`,
    detail: "After an apply without a change of the configuration nothing may be left to do.",
    address: resource.addr,
  };
}

function destroy({ config }: SynthesizedStack): (stage: Stage) => Promise<Step> {
  return async (stage) => {
    await stage.configure(withoutDestroyProtection(config));
    const result = await stage.run("apply", ...ALONE, "-destroy", "-auto-approve", "-refresh=false");
    const { stdout } = await stage.run("state", "list");
    const left = stdout.split("\n").filter(Boolean).map(leftOver);
    return {
      found: [...eventDiagnostics("destroy", result), ...left],
      figures: { destroyed: changesIn(result)?.remove },
    };
  };
}

function leftOver(address: string): TerraformDiagnostic {
  return { severity: "error", summary: "Not destroyed", detail: "It is still in the state after destroy.", address };
}

function changesIn({ stdout }: CommandResult): TerraformEvent["changes"] {
  return eventsIn(stdout)
    .filter(({ type }) => type === "change_summary")
    .at(-1)?.changes;
}
