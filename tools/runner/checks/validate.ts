import { diagnosticsOf, withFailure, type TerraformDiagnostic } from "../terraform/diagnostics";
import type { ProgramOutput } from "../command/child-process";
import type { StackCheck } from "./stack-check";

/** `terraform validate`: types, required arguments and the provider's own checks of literal values. */
export const validate: StackCheck = {
  columns: ["errors", "warnings"],
  async run(stack, workspace) {
    const folder = await workspace.copy(stack);
    const output = await workspace.run(folder, ["validate", "-json", "-no-color"]);
    const diagnostics = diagnosticsOf(stack, validationDiagnostics(output));
    const count = (severity: string): number => diagnostics.filter((one) => one.severity === severity).length;
    return { diagnostics, figures: { errors: count("error"), warnings: count("warning") } };
  },
};

/** Diagnostics of `terraform validate -json`. */
export function validationDiagnostics(output: ProgramOutput): readonly TerraformDiagnostic[] {
  const diagnostics = output.stdout.startsWith("{")
    ? (JSON.parse(output.stdout) as { diagnostics: TerraformDiagnostic[] }).diagnostics
    : [];
  return withFailure("validate", output, diagnostics);
}
