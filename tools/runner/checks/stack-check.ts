import type { SynthesizedStack } from "../../../modules/core";
import { hasErrors, type Diagnostic } from "../terraform/diagnostics";
import type { StackWorkspace } from "../terraform/workspace";

/** Result of one check of one stack. */
export interface CheckResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Figures of the report's table by column; a figure that is unknown because of a failure is absent. */
  readonly figures: Readonly<Record<string, number | undefined>>;
}

export interface StackResult extends CheckResult {
  readonly name: string;
  readonly resources: number;
  readonly seconds: number;
}

/** A check that stacks pass or fail, and that needs a workspace to run Terraform in. */
export interface StackCheck<Workspace = StackWorkspace> {
  /** Titles of the figures, in the order of the report. */
  readonly columns: readonly string[];
  run(stack: SynthesizedStack, workspace: Workspace): Promise<CheckResult>;
}

/** A stack fails its check if a diagnostic is an error; warnings are only reported. */
export function hasFailed({ diagnostics }: Pick<CheckResult, "diagnostics">): boolean {
  return hasErrors(diagnostics);
}

/** Number of managed resources of a stack; data sources do not count. */
export function resourceCount({ config }: SynthesizedStack): number {
  return Object.values(config.resource ?? {}).reduce((count, named) => count + Object.keys(named).length, 0);
}
