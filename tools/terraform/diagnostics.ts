import type { SynthesizedStack, TerraformBlock } from "../../modules/core";

/** What Terraform or the provider has to say about a configuration, as both `-json` outputs spell it. */
export interface TerraformDiagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
  readonly snippet?: { readonly context?: string | null };
}

/** A diagnostic in the words of our stacks. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** Resource address and construct path, as far as they are known. */
  readonly subject: string;
  readonly text: string;
}

/** Terraform's diagnostics with the construct that each one speaks of, sorted, because Terraform's order varies. */
export function diagnosticsOf(stack: SynthesizedStack, found: readonly TerraformDiagnostic[]): Diagnostic[] {
  return found
    .map(({ severity, summary, detail, address, snippet }) => ({
      severity,
      subject: subjectOf(stack, address ?? snippet?.context ?? ""),
      text: [summary, detail].filter(Boolean).join("\n"),
    }))
    .sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
}

/** A failure for which Terraform wrote no diagnostic, such as a crash of the provider. */
export function undiagnosed(command: string, code: number, stderr: string): TerraformDiagnostic {
  const detail = stderr.trim();
  return { severity: "error", summary: `terraform ${command} ended with exit code ${code}`, detail };
}

/** The same words about the same address are one diagnostic, whichever stacks they came from. */
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

function constructPath(block: TerraformBlock): string | undefined {
  const comment = block["//"] as { readonly metadata?: { readonly path?: string } } | undefined;
  return comment?.metadata?.path;
}
