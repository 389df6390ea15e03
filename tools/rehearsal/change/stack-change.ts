import type { SynthesizedStack, TerraformJson } from "../../../modules/core";
import { isStateful } from "../../../policies";
import { withoutDestroyProtection } from "../../runner/terraform/configuration";
import {
  diagnosticsOf,
  failureDiagnostic,
  type Diagnostic,
  type TerraformDiagnostic,
} from "../../runner/terraform/diagnostics";
import { JSON_OPTIONS, eventDiagnostics } from "../../runner/terraform/events";
import { withSession, type RehearsalWorkspace, type Session } from "../session";

export type Action = "add" | "change" | "replace" | "destroy" | "move";

/** The planned change of one resource. */
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

const EMPTY_CONFIGURATION = { terraform: {} };

/**
 * Applies the earlier version of a stack and plans the present version on its state. A new stack is planned on an
 * empty state.
 */
export function stackChange(
  name: string,
  before: SynthesizedStack | undefined,
  after: SynthesizedStack | undefined,
  workspace: RehearsalWorkspace,
): Promise<StackChange> {
  const present = after ?? { name, config: withoutResources(before!.config) };
  const configs = [before?.config ?? EMPTY_CONFIGURATION, present.config];
  return withSession(workspace, name, configs, async (session) => {
    const errors = before ? await apply(session, before) : [];
    if (errors.length > 0) return { name, changes: [], diagnostics: diagnosticsOf(before!, errors) };
    await session.configure(withoutDestroyProtection(present.config));
    const planned = await session.run("plan", ...JSON_OPTIONS, "-out=plan");
    const changes = planned.code === 0 ? await plannedChanges(session) : [];
    return { name, changes, diagnostics: diagnosticsOf(present, eventDiagnostics("plan", planned)) };
  });
}

/** The configuration that destroys a removed stack: its providers without its resources. */
function withoutResources({ terraform, provider }: TerraformJson): TerraformJson {
  return { terraform, provider };
}

/** @returns errors only. */
async function apply(session: Session, { config }: SynthesizedStack): Promise<TerraformDiagnostic[]> {
  await session.configure(config);
  const result = await session.run("apply", ...JSON_OPTIONS, "-auto-approve");
  if (result.code === 0) session.publishState();
  return eventDiagnostics("apply", result).filter(({ severity }) => severity === "error");
}

async function plannedChanges(session: Session): Promise<ResourceChange[]> {
  const output = await session.run("show", "-json", "plan");
  if (output.code !== 0) throw new Error(failureDiagnostic("show", output).summary);
  const { resource_changes: changes = [] } = JSON.parse(output.stdout) as {
    resource_changes?: readonly PlannedChange[];
  };
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
