import type { SynthesizedStack } from "../../modules/core";
import type { Diagnostic } from "./diagnostics";
import type { CommandResult } from "./run-command";

/** What one rung found out about one stack. */
export interface Finding {
  readonly diagnostics: readonly Diagnostic[];
  /** Figures of the table by column; a figure that a failure withheld is absent. */
  readonly figures: Readonly<Record<string, number | undefined>>;
}

export interface StackResult extends Finding {
  readonly name: string;
  readonly resources: number;
  readonly seconds: number;
}

/** Where copies of stacks are, for Terraform to run on. */
export interface Place {
  /** Copies a stack, over an earlier copy of the same name, and returns the folder of the copy. */
  copy(stack: SynthesizedStack): Promise<string>;
  /** Runs Terraform in the folder of a copy. */
  run(folder: string, ...args: readonly string[]): Promise<CommandResult>;
}

/** One way to prove a stack, in a place where its copies are. */
export interface Rung<Where = Place> {
  /** Titles of the figures, in order. */
  readonly columns: readonly string[];
  prove(stack: SynthesizedStack, place: Where): Promise<Finding>;
}

/** A stack is proven when nothing found is an error. */
export function hasFailed({ diagnostics }: Pick<Finding, "diagnostics">): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/** The managed resources of a stack; data sources are not counted. */
export function resourceCount({ config }: SynthesizedStack): number {
  return Object.values(config.resource ?? {}).reduce((count, named) => count + Object.keys(named).length, 0);
}
