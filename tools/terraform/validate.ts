import { diagnosticsOf, undiagnosed, type TerraformDiagnostic } from "./diagnostics";
import type { CommandResult } from "./run-command";
import type { Rung } from "./stack-result";

/** `terraform validate`: types, required arguments and the provider's own checks of literal values. */
export const validate: Rung = {
  columns: ["errors", "warnings"],
  async prove(stack, place) {
    const folder = await place.copy(stack);
    const found = validationDiagnostics(await place.run(folder, "validate", "-json", "-no-color"));
    const diagnostics = diagnosticsOf(stack, found);
    const count = (severity: string): number => diagnostics.filter((one) => one.severity === severity).length;
    return { diagnostics, figures: { errors: count("error"), warnings: count("warning") } };
  },
};

/** What `terraform validate -json` found. */
export function validationDiagnostics({ code, stdout, stderr }: CommandResult): readonly TerraformDiagnostic[] {
  const found = stdout.startsWith("{")
    ? (JSON.parse(stdout) as { diagnostics: TerraformDiagnostic[] }).diagnostics
    : [];
  const silent = code !== 0 && !found.some(({ severity }) => severity === "error");
  return silent ? [...found, undiagnosed("validate", code, stderr)] : found;
}
