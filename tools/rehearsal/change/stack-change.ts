import type { SynthesizedStack, TerraformJson } from "../../../modules/core";
import { isStateful } from "../../../policies";
import { diagnosticsOf, undiagnosed, type Diagnostic, type TerraformDiagnostic } from "../../terraform/diagnostics";
import { eventDiagnostics } from "../../terraform/events";
import { withoutDestroyProtection } from "../rehearsal-configuration";
import { onStage, type Stage, type Theatre } from "../stage";

export type Action = "add" | "change" | "replace" | "destroy" | "move";

/** What the change does to one resource. */
export interface ResourceChange {
  readonly address: string;
  readonly action: Action;
  readonly stateful: boolean;
  /** Address before a move. */
  readonly previousAddress?: string;
}

export interface StackChange {
  readonly name: string;
  readonly changes: readonly ResourceChange[];
  readonly diagnostics: readonly Diagnostic[];
}

interface PlannedChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly mode: string;
  readonly type: string;
  readonly change: { readonly actions: readonly string[] };
}

const ALONE = ["-input=false", "-lock=false", "-no-color", "-json"];
const NOTHING = { terraform: {} };

/** Applies a stack as it was, then plans it as it is on the state that this leaves. A stack that was not is planned on nothing. */
export function stackChange(
  name: string,
  before: SynthesizedStack | undefined,
  after: SynthesizedStack | undefined,
  theatre: Theatre,
): Promise<StackChange> {
  const present = after ?? { name, config: withoutResources(before!.config) };
  const configs = [before?.config ?? NOTHING, present.config];
  return onStage(theatre, name, configs, async (stage) => {
    const applied = before ? await apply(stage, before) : [];
    if (applied.length > 0) return { name, changes: [], diagnostics: diagnosticsOf(before!, applied) };
    await stage.configure(withoutDestroyProtection(present.config));
    const planned = await stage.run("plan", ...ALONE, "-out=plan");
    const found = eventDiagnostics("plan", planned);
    const changes = planned.code === 0 ? await plannedChanges(stage) : [];
    return { name, changes, diagnostics: diagnosticsOf(present, found) };
  });
}

/** What remains of a stack that is no more: the providers that its resources are destroyed with. */
function withoutResources({ terraform, provider }: TerraformJson): TerraformJson {
  return { terraform, provider };
}

/** @returns errors only. */
async function apply(stage: Stage, { config }: SynthesizedStack): Promise<TerraformDiagnostic[]> {
  await stage.configure(config);
  const result = await stage.run("apply", ...ALONE, "-auto-approve");
  if (result.code === 0) stage.publishState();
  return eventDiagnostics("apply", result).filter(({ severity }) => severity === "error");
}

async function plannedChanges(stage: Stage): Promise<ResourceChange[]> {
  const { code, stdout, stderr } = await stage.run("show", "-json", "plan");
  if (code !== 0) throw new Error(undiagnosed("show", code, stderr).summary);
  const { resource_changes: changes = [] } = JSON.parse(stdout) as { resource_changes?: readonly PlannedChange[] };
  return changes.filter(({ mode }) => mode === "managed").flatMap((change) => resourceChange(change) ?? []);
}

function resourceChange({ address, previous_address, type, change }: PlannedChange): ResourceChange | undefined {
  const action = actionOf(change.actions) ?? (previous_address ? "move" : undefined);
  return action && { address, action, stateful: isStateful(type), previousAddress: previous_address };
}

function actionOf(actions: readonly string[]): Action | undefined {
  if (actions.length > 1) return "replace";
  const names: Readonly<Record<string, Action>> = { create: "add", update: "change", delete: "destroy" };
  return names[actions[0]!];
}
