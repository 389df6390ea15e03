import { undiagnosed, type TerraformDiagnostic } from "./diagnostics";
import type { CommandResult } from "./run-command";

/** One line of `terraform plan -json` or `terraform apply -json`, as far as it matters here. */
export interface TerraformEvent {
  readonly type: string;
  readonly diagnostic?: TerraformDiagnostic;
  readonly changes?: { readonly add: number; readonly change: number; readonly remove: number };
  /** A planned change of one resource. */
  readonly change?: { readonly action: string; readonly resource: { readonly addr: string } };
}

export function eventsIn(stdout: string): TerraformEvent[] {
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as TerraformEvent);
}

/** The diagnostics of a command. A bad end without any, such as a crash, is one too. */
export function eventDiagnostics(command: string, { code, stdout, stderr }: CommandResult): TerraformDiagnostic[] {
  const found = eventsIn(stdout).flatMap(({ diagnostic }) => diagnostic ?? []);
  const silent = code !== 0 && !found.some(({ severity }) => severity === "error");
  return silent ? [...found, undiagnosed(command, code, stderr)] : found;
}
