import type { ProgramOutput } from "../command/child-process";
import { withFailure, type TerraformDiagnostic } from "./diagnostics";

/** One line of `terraform plan -json` or `terraform apply -json`. */
export interface TerraformEvent {
  readonly type: string;
  readonly diagnostic?: TerraformDiagnostic;
  readonly changes?: ChangeSummary;
  /** A planned change of one resource. */
  readonly change?: { readonly action: string; readonly resource: { readonly addr: string } };
}

export interface ChangeSummary {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
}

/** Options of plan and apply on a state that only one process uses. */
export const JSON_OPTIONS = ["-input=false", "-lock=false", "-no-color", "-json"] as const;

/** The events of a command's output. Lines that are not JSON objects are ignored. */
export function eventsIn({ stdout }: ProgramOutput): TerraformEvent[] {
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as TerraformEvent);
}

/** The diagnostics of a command, with one more if it failed without an error, as after a crash. */
export function eventDiagnostics(command: string, output: ProgramOutput): readonly TerraformDiagnostic[] {
  const diagnostics = eventsIn(output).flatMap(({ diagnostic }) => diagnostic ?? []);
  return withFailure(command, output, diagnostics);
}

/** The last change summary of a command; absent if it failed before. */
export function changeSummary(output: ProgramOutput): ChangeSummary | undefined {
  return eventsIn(output)
    .filter(({ type }) => type === "change_summary")
    .at(-1)?.changes;
}
