import { mergeDiagnostics } from "./diagnostics";
import type { Provider } from "./provider-lookup";
import { hasFailed, type StackResult } from "./stack-result";
import type { Terraform } from "./terraform";
import { EXIT_CODES, type ExitCode } from "./tool-error";

/** Which programs spoke. */
export interface Witnesses {
  readonly terraformVersion: string;
  readonly providerVersion: string;
  /** Version that the configuration asks for. */
  readonly configuredVersion: string;
  /** Where the provider came from. */
  readonly mirror: string;
}

export function witnessesOf(
  terraform: Pick<Terraform, "version">,
  provider: Provider,
  configuredVersion: string,
): Witnesses {
  return {
    terraformVersion: terraform.version,
    providerVersion: provider.version,
    configuredVersion,
    mirror: provider.mirror,
  };
}

/** What a run ends with: its report, and the exit code by which scripts know whether every stack is proven. */
export function conclude(
  columns: readonly string[],
  results: readonly StackResult[],
  witnesses: Witnesses,
  print: (text: string) => void,
): ExitCode {
  print(`\n${report(columns, results, witnesses)}`);
  return results.some(hasFailed) ? EXIT_CODES.failed : EXIT_CODES.succeeded;
}

/** Everything found, the table, who spoke, and the verdict. */
export function report(columns: readonly string[], results: readonly StackResult[], witnesses: Witnesses): string {
  const parts = [...diagnosticTexts(results), table(columns, results), spokenBy(witnesses), verdict(results)];
  return parts.join("\n\n");
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

/** Names to the left, figures to the right; a figure that nobody knows is a dash. */
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

function spokenBy({ terraformVersion, providerVersion, configuredVersion, mirror }: Witnesses): string {
  const asked = providerVersion === configuredVersion ? "" : `; the configuration asks for ${configuredVersion}`;
  return `provider hashicorp/aws ${providerVersion} (from ${mirror}${asked})\nterraform ${terraformVersion}`;
}

function verdict(results: readonly StackResult[]): string {
  const failed = results.filter(hasFailed).map(({ name }) => name);
  return failed.length === 0
    ? `${results.length} of ${results.length} stacks proven`
    : `${failed.length} of ${results.length} stacks failed: ${failed.join(", ")}`;
}
