import { EXIT_CODES, type ExitCode } from "../command/exit-codes";
import { mergeDiagnostics } from "../terraform/diagnostics";
import { hasFailed, type StackResult } from "./stack-check";

/** Versions of the programs that a run used. */
export interface RunVersions {
  readonly terraform: string;
  readonly provider: string;
  /** Filesystem mirror that the provider came from, or the name of the stand-in. */
  readonly providerSource: string;
  /** Provider version that the configuration requires. */
  readonly configuredProvider: string;
}

/** Exit code of a run: failed if a stack failed. */
export function exitCodeOf(results: readonly StackResult[]): ExitCode {
  return results.some(hasFailed) ? EXIT_CODES.failed : EXIT_CODES.succeeded;
}

/** The report of a run: all diagnostics, a table with one line per stack, the versions, and the verdict. */
export function report(columns: readonly string[], results: readonly StackResult[], versions: RunVersions): string {
  const parts = [...diagnosticTexts(results), table(columns, results), versionLines(versions), verdict(results)];
  return `\n${parts.join("\n\n")}`;
}

function diagnosticTexts(results: readonly StackResult[]): string[] {
  return mergeDiagnostics(results).map(({ severity, subject, text, stacks }) => {
    const heading = [severity === "error" ? "Error" : "Warning", stacks.join(", "), subject].filter(Boolean).join(": ");
    return `${heading}\n${indented(text)}`;
  });
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "  ");
}

/** Names are aligned to the left, figures to the right; an unknown figure is a dash. */
export function table(columns: readonly string[], results: readonly StackResult[]): string {
  const header = ["stack", "resources", ...columns, "seconds"];
  const rows = results.map(({ name, resources, figures, seconds }) => [
    name,
    String(resources),
    ...columns.map((column) => String(figures[column] ?? "-")),
    seconds.toFixed(1),
  ]);
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const rule = widths.map((width) => "-".repeat(width));
  return [header, rule, ...rows].map((row) => line(row, widths)).join("\n");
}

function line(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
    .join("  ");
}

function versionLines({ terraform, provider, providerSource, configuredProvider }: RunVersions): string {
  const configured = provider === configuredProvider ? "" : `; the configuration asks for ${configuredProvider}`;
  return `provider hashicorp/aws ${provider} (from ${providerSource}${configured})\nterraform ${terraform}`;
}

function verdict(results: readonly StackResult[]): string {
  const failed = results.filter(hasFailed).map(({ name }) => name);
  return failed.length === 0
    ? `${results.length} of ${results.length} stacks passed`
    : `${failed.length} of ${results.length} stacks failed: ${failed.join(", ")}`;
}
