import type { SynthesizedStack, TerraformJson } from "../../../modules/core";
import { isStateful } from "../../../policies";
import { UNKNOWN_REPLACEMENT, isProbed } from "../replacement/replacements";
import { withoutDestroyProtection } from "../../runner/terraform/configuration";
import {
  diagnosticsOf,
  failureDiagnostic,
  type Diagnostic,
  type TerraformDiagnostic,
} from "../../runner/terraform/diagnostics";
import { JSON_OPTIONS, eventDiagnostics } from "../../runner/terraform/events";
import { withSession, type RehearsalWorkspace, type Session } from "../session";
import { changeFindings, type ChangeFinding } from "./change-findings";

export type Action = "add" | "change" | "replace" | "destroy" | "move";

/** The planned change of one resource. */
export interface ResourceChange {
  readonly address: string;
  readonly action: Action;
  readonly stateful: boolean;
  /** Address before a move. */
  readonly previousAddress?: string;
  /** Changed arguments of which it is not known whether they replace the resource. */
  readonly unknown?: readonly string[];
}

export interface StackChange {
  readonly name: string;
  readonly changes: readonly ResourceChange[];
  /** Failures of the policies for changes. */
  readonly findings: readonly ChangeFinding[];
  readonly diagnostics: readonly Diagnostic[];
  /** Output of `terraform show -json`; absent after an error. */
  readonly plan?: object;
}

/** The parts of `terraform show -json` that are read here. */
interface Plan {
  readonly resource_changes?: readonly PlannedChange[];
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
    if (errors.length > 0) return { name, changes: [], findings: [], diagnostics: diagnosticsOf(before!, errors) };
    await session.configure(withoutDestroyProtection(present.config));
    const planned = await session.run("plan", ...JSON_OPTIONS, "-out=plan");
    const plan = planned.code === 0 ? await savedPlan(session) : undefined;
    const [unknown, others] = splitBySummary(eventDiagnostics("plan", planned));
    const diagnostics = diagnosticsOf(present, others);
    if (!plan) return { name, changes: [], findings: [], diagnostics };
    return { name, changes: changesIn(plan, unknown), findings: changeFindings(name, plan), diagnostics, plan };
  });
}

/** @returns the warnings of the stand-in about replacements, and all others. */
function splitBySummary(diagnostics: readonly TerraformDiagnostic[]) {
  const isUnknown = ({ summary }: TerraformDiagnostic): boolean => summary === UNKNOWN_REPLACEMENT;
  return [diagnostics.filter(isUnknown), diagnostics.filter((one) => !isUnknown(one))] as const;
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

async function savedPlan(session: Session): Promise<Plan> {
  const output = await session.run("show", "-json", "plan");
  if (output.code !== 0) throw new Error(failureDiagnostic("show", output).summary);
  return JSON.parse(output.stdout) as Plan;
}

function changesIn(
  { resource_changes: changes = [] }: Plan,
  unknown: readonly TerraformDiagnostic[],
): ResourceChange[] {
  const unknownOf = (address: string): string[] =>
    unknown.filter((one) => one.address === address).map(({ detail }) => detail);
  return changes
    .filter(({ mode }) => mode === "managed")
    .flatMap((change) => resourceChange(change, unknownOf(change.address)) ?? []);
}

/** A replaced resource is not also unknown. */
function resourceChange(
  { address, previous_address, type, change }: PlannedChange,
  unknown: readonly string[],
): ResourceChange | undefined {
  const action = actionOf(change.actions) ?? (previous_address ? "move" : undefined);
  const isUnknown = action === "change" && unknown.length > 0;
  const stateful = isStateful(type) || (isUnknown && !isProbed(type));
  return action && { address, action, stateful, previousAddress: previous_address, ...(isUnknown && { unknown }) };
}

function actionOf(actions: readonly string[]): Action | undefined {
  if (actions.length > 1) return "replace";
  const names: Readonly<Record<string, Action>> = { create: "add", update: "change", delete: "destroy" };
  return names[actions[0]!];
}
