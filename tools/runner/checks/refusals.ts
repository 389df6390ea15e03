import type { StackInput } from "../../../policies";
import { EngineError, findRefusals, PackError, type Refusals } from "../../../policies/refusals";
import { missingError, usageError } from "../command/exit-codes";
import type { Machine } from "../command/machine";

/** Options of commands that evaluate refusals. */
export const REFUSAL_OPTIONS = {
  refusals: { type: "boolean" },
  "no-refusals": { type: "boolean" },
  exclude: { type: "string", multiple: true },
} as const;

export interface RefusalValues {
  readonly refusals?: boolean;
  readonly "no-refusals"?: boolean;
  readonly exclude?: readonly string[];
}

/**
 * Evaluates the known refusals of AWS and prints one line about them. Without `--refusals` a missing package is a
 * notice only.
 *
 * @returns undefined if they were not evaluated.
 * @throws ToolError (missing) if a required package is missing or the engine fails; (usage) for contradicting options
 *   and unknown rules.
 */
export function evaluateRefusals(
  inputs: readonly StackInput[],
  values: RefusalValues,
  { cwd }: Pick<Machine, "cwd">,
  print: (text: string) => void,
): Refusals | undefined {
  if (values.refusals && values["no-refusals"]) throw usageError("--refusals and --no-refusals exclude each other");
  if (values["no-refusals"]) return undefined;
  try {
    const found = findRefusals(inputs, { root: cwd, exclude: values.exclude });
    print(found.summary);
    return found;
  } catch (error) {
    const isNotice = error instanceof PackError && !values.refusals;
    if (!isNotice) throw toolError(error as Error);
    print(`refusals: not evaluated; ${error.message}`);
    return undefined;
  }
}

function toolError(error: Error): Error {
  if (error instanceof RangeError) return usageError(`--exclude: ${error.message}`);
  return error instanceof PackError || error instanceof EngineError ? missingError(error.message) : error;
}
