import type { SynthesizedStack } from "../../../modules/core";
import type { ProgramOutput } from "../command/child-process";
import { constructPath } from "./configuration";

/** A diagnostic of Terraform or the provider, as the `-json` outputs of validate, plan and apply contain it. */
export interface TerraformDiagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
  readonly snippet?: { readonly context?: string | null };
}

/** A diagnostic that names the construct it is about. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** Resource address and construct path, as far as they are known. */
  readonly subject: string;
  readonly text: string;
}

/** Adds the construct path to Terraform's diagnostics and sorts them, because Terraform's order varies. */
export function diagnosticsOf(stack: SynthesizedStack, diagnostics: readonly TerraformDiagnostic[]): Diagnostic[] {
  return diagnostics
    .map(({ severity, summary, detail, address, snippet }) => ({
      severity,
      subject: subjectOf(stack, address ?? snippet?.context ?? ""),
      text: [summary, detail].filter(Boolean).join("\n"),
    }))
    .sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
}

export function hasErrors(diagnostics: readonly Pick<Diagnostic, "severity">[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/** Adds a diagnostic if a command failed without an error diagnostic, as after a crash of the provider. */
export function withFailure(
  command: string,
  output: ProgramOutput,
  diagnostics: readonly TerraformDiagnostic[],
): readonly TerraformDiagnostic[] {
  return output.code === 0 || hasErrors(diagnostics)
    ? diagnostics
    : [...diagnostics, failureDiagnostic(command, output)];
}

/** The error of a command that failed without saying why. */
export function failureDiagnostic(command: string, { code, stderr }: ProgramOutput): TerraformDiagnostic {
  const summary = `terraform ${command} ended with exit code ${code}`;
  return { severity: "error", summary, detail: stderr.trim() };
}

/** The error of a resource that is in the state after destroy. */
export function remainingResource(address: string): TerraformDiagnostic {
  return { severity: "error", summary: "Not destroyed", detail: "It is still in the state after destroy.", address };
}

/** The error of a resource that a plan of the applied configuration changes again. */
export function driftDiagnostic(address: string, change: string): TerraformDiagnostic {
  return {
    severity: "error",
    summary: `The second plan wants to ${change}`,
    detail: "A plan directly after an apply of the same configuration must be empty.",
    address,
  };
}

/** The closed port at which every call of an AWS API fails. */
export const CLOSED_ENDPOINT = "http://127.0.0.1:9";

/** Replaces the errors of calls of AWS APIs by one line that names the lookups. */
export function withLookups(diagnostics: readonly TerraformDiagnostic[]): readonly TerraformDiagnostic[] {
  const isCall = ({ summary, detail }: TerraformDiagnostic): boolean => `${summary}${detail}`.includes(CLOSED_ENDPOINT);
  const calls = diagnostics.filter(isCall);
  if (calls.length === 0) return diagnostics;
  const lookups = [...new Set(calls.map(({ address }) => address ?? "the provider"))].sort().join(", ");
  const summary = `Lookups need AWS credentials: ${lookups}`;
  const detail = "groundplan rehearse invents their values, or takes them from --data.";
  return [...diagnostics.filter((one) => !isCall(one)), { severity: "error", summary, detail }];
}

/** Merges equal diagnostics of several stacks into one that lists the stacks. */
export function mergeDiagnostics(
  stacks: readonly { readonly name: string; readonly diagnostics: readonly Diagnostic[] }[],
): (Diagnostic & { readonly stacks: readonly string[] })[] {
  const merged = new Map<string, Diagnostic & { readonly stacks: string[] }>();
  for (const { name, diagnostics } of stacks) {
    for (const diagnostic of diagnostics) {
      const key = keyOf(diagnostic);
      const entry = merged.get(key) ?? { ...diagnostic, stacks: [] };
      if (!entry.stacks.includes(name)) entry.stacks.push(name);
      merged.set(key, entry);
    }
  }
  return [...merged.values()];
}

function keyOf({ severity, subject, text }: Diagnostic): string {
  return [severity, subject, text].join("\n");
}

function subjectOf({ config }: SynthesizedStack, address: string): string {
  const [, data, type, name] = /^(?:resource\.)?(data\.)?(\w+)\.([\w-]+)/.exec(address) ?? [];
  const block = type && name ? (data ? config.data : config.resource)?.[type]?.[name] : undefined;
  const construct = block && constructPath(block);
  return construct ? `${address} (${construct})` : address;
}
